namespace TransferKit.Training.Optimizers;

/// <summary>Moments of the gradient with bias correction: b1 = 0.9, b2 = 0.999, e = 1e-8 (Kingma and Ba 2015, algorithm 1).</summary>
internal sealed class AdamOptimizer : Optimizer
{
    public override int Slots => 2;

    public override double DefaultLearningRate => 0.003;

    public override void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] slots, int offset, in OptimizerStep step)
    {
        AdamMoments.Update(weights, gradient, slots, offset, step.LearningRate, step.Number);
    }
}
