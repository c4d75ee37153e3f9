using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// UPGrad: each gradient is projected on the directions that no task's gradient points against, and the mean of the projections is taken
/// (Quinton and Rey 2024, https://arxiv.org/abs/2406.16232). The projection of gradient i has the weights v that make v G v least among those
/// with v_i of at least 1 and the others of at least 0; found by coordinate descent.
/// </summary>
public sealed class UnconflictingProjection : GramianWeighting
{
    private const int Sweeps = 1_000;
    private const double Tolerance = 1e-10;

    /// <inheritdoc/>
    public override string Name => "upgrad";

    internal override double[] Weigh(Gramian gradients, RandomStream random)
    {
        var projections = Enumerable.Range(0, gradients.Count).Select(task => Project(gradients, task)).ToArray();
        return [.. Enumerable.Range(0, gradients.Count).Select(i => projections.Average(weights => weights[i]))];
    }

    private static double[] Project(Gramian gradients, int task)
    {
        var weights = new double[gradients.Count];
        weights[task] = 1;
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var moved = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                if (gradients[i, i] <= 0)
                {
                    continue;
                }

                var least = i == task ? 1 : 0;
                var best = Math.Max(least, weights[i] - (gradients.Times(weights)[i] / gradients[i, i]));
                (moved, weights[i]) = (Math.Max(moved, Math.Abs(best - weights[i])), best);
            }

            if (moved < Tolerance)
            {
                break;
            }
        }

        return weights;
    }
}
