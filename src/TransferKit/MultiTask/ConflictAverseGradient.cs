using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// CAGrad: within a ball around the mean gradient g, of radius |g| / 2, what helps the task most that is helped least (Liu et al. 2021,
/// https://arxiv.org/abs/2110.14048): g + |g| / (2 |h|) h, where the weighted mean h minimises g h + |g| |h| / 2.
/// </summary>
public sealed class ConflictAverseGradient : GramianWeighting
{
    private const double Radius = 0.5;

    /// <inheritdoc/>
    public override string Name => "cagrad";

    internal override double[] Weigh(Gramian gradients, RandomStream random)
    {
        double[] mean = [.. Enumerable.Repeat(1.0 / gradients.Count, gradients.Count)];
        var withMean = gradients.Times(mean);
        var length = Math.Sqrt(Math.Max(0, gradients.Product(mean, mean)));
        var weights = Simplex.Minimise(gradients.Count, candidate =>
        {
            var products = gradients.Times(candidate);
            var own = Math.Sqrt(Math.Max(double.Epsilon, gradients.Product(candidate, candidate)));
            return (
                candidate.Zip(withMean, (weight, product) => weight * product).Sum() + (Radius * length * own),
                [.. withMean.Zip(products, (product, slope) => product + (Radius * length * slope / own))]);
        });
        var towards = Math.Sqrt(Math.Max(0, gradients.Product(weights, weights)));
        var share = towards > 0 ? Radius * length / towards : 0;
        return [.. mean.Zip(weights, (even, weight) => even + (share * weight))];
    }
}
