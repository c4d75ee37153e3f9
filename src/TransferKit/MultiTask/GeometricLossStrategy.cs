using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// GLS: the geometric mean of the losses is minimised in place of their sum, so that relative progress counts: w = mean / (T L) for T tasks
/// (Chennupati et al. 2019, https://arxiv.org/abs/1904.08492). Times T here, so that equal losses are weighed as by a sum.
/// </summary>
public sealed class GeometricLossStrategy : TaskWeighting
{
    // Below this a loss is rounding, and its weight would be noise.
    private const double Least = 1e-6;

    /// <inheritdoc/>
    public override string Name => "gls";

    internal override bool NeedsGradients => true;

    internal override TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch) => new Weights(tasks.Count);

    private sealed class Weights(int tasks) : TaskWeights
    {
        public override double[] OfLosses(int step, RandomStream random) => [.. Enumerable.Repeat(1.0, tasks)];

        public override double[] OfGradients(Gramian gradients, double[] losses, RandomStream random)
        {
            var bounded = Array.ConvertAll(losses, loss => Math.Max(loss, Least));
            var mean = Math.Exp(bounded.Average(Math.Log));
            return Array.ConvertAll(bounded, loss => mean / loss);
        }
    }
}
