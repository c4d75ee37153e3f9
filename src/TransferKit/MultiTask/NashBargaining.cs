using MathNet.Numerics.LinearAlgebra;
using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// Nash-MTL: the direction that tasks would agree on in a bargaining game, whose weights a solve G a = 1 / a entry by entry (Navon et al. 2022,
/// https://arxiv.org/abs/2202.01017). They make a G a / 2 - sum log a least, which Newton's method finds. Scaled so that the weights have the
/// mean 1: the game tells their ratios, the learning rate the length of a step.
/// </summary>
public sealed class NashBargaining : GramianWeighting
{
    private const int Iterations = 100;

    // Gradients that cancel leave G singular: the weights would grow without end.
    private const double Ridge = 1e-8;

    /// <inheritdoc/>
    public override string Name => "nash-mtl";

    internal override double[] Weigh(Gramian gradients, RandomStream random)
    {
        var count = gradients.Count;
        var scale = Enumerable.Range(0, count).Average(i => gradients[i, i]);
        if (!(scale > 0))
        {
            return [.. Enumerable.Repeat(1.0, count)];
        }

        // In units of the mean squared length, so that 1 is a good start.
        var products = Matrix<double>.Build.Dense(count, count, (i, j) => (gradients[i, j] / scale) + (i == j ? Ridge : 0));
        var weights = Vector<double>.Build.Dense(count, 1);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var slope = (products * weights) - weights.Map(weight => 1 / weight);
            var curvature = products + Matrix<double>.Build.DiagonalOfDiagonalVector(weights.Map(weight => 1 / (weight * weight)));
            var step = curvature.Cholesky().Solve(slope);
            // The decrement bounds the step that keeps every weight positive (self-concordance: Nesterov and Nemirovskii 1994).
            var decrement = Math.Sqrt(Math.Max(0, slope * step));
            weights -= step / (1 + decrement);
            if (decrement < 1e-9)
            {
                break;
            }
        }

        return [.. weights / weights.Average()];
    }
}
