using System.Numerics;

namespace TransferKit.Training.Optimizers;

/// <summary>w = w - r g.</summary>
internal sealed class SgdOptimizer : Optimizer
{
    public override int Slots => 0;

    public override double DefaultLearningRate => 0.1;

    public override void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] slots, int offset, in OptimizerStep step)
    {
        var vectorRate = new Vector<float>(step.LearningRate);
        var i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(weights[i..]) - (vectorRate * new Vector<float>(gradient[i..]))).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            weights[i] -= step.LearningRate * gradient[i];
        }
    }
}
