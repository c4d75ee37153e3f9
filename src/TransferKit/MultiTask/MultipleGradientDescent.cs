using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// MGDA: the shortest weighted mean of the gradients, along which no task's loss rises (Désidéri 2012; Sener and Koltun 2018,
/// https://arxiv.org/abs/1810.04650).
/// </summary>
public sealed class MultipleGradientDescent : GramianWeighting
{
    /// <inheritdoc/>
    public override string Name => "mgda";

    internal override double[] Weigh(Gramian gradients, RandomStream random) => Simplex.Minimise(gradients.Count, weights =>
    {
        var slope = gradients.Times(weights);
        return (weights.Zip(slope, (weight, product) => weight * product).Sum(), Array.ConvertAll(slope, product => 2 * product));
    });
}
