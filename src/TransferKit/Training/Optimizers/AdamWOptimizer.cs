using System.Numerics.Tensors;

namespace TransferKit.Training.Optimizers;

/// <summary>Adam whose weights also shrink by r d a step, outside the moments (Loshchilov and Hutter 2019, algorithm 2).</summary>
internal sealed class AdamWOptimizer : Optimizer
{
    public override int Slots => 2;

    public override double DefaultLearningRate => 0.003;

    public override bool DecouplesDecay => true;

    public override void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] slots, int offset, in OptimizerStep step)
    {
        TensorPrimitives.Multiply(weights, 1 - (step.LearningRate * step.Decay), weights);
        AdamMoments.Update(weights, gradient, slots, offset, step.LearningRate, step.Number);
    }
}
