using TransferKit.Foundation;

namespace TransferKit.Training.Weighting;

/// <summary>Weights that stay.</summary>
internal sealed class ConstantWeights(double[] weights) : TaskWeights
{
    public override double[] OfLosses(int step, RandomStream random) => weights;
}
