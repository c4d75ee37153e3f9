using System.Numerics;

namespace TransferKit.Training.Optimizers;

/// <summary>m = b m + g; w = w - r m, with b = 0.9 (Polyak 1964).</summary>
internal sealed class MomentumOptimizer : Optimizer
{
    private const float Beta = 0.9f;

    public override int Slots => 1;

    public override double DefaultLearningRate => 0.01;

    public override void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] slots, in OptimizerStep step)
    {
        var momentum = slots[0].AsSpan();
        var i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var m = (Beta * new Vector<float>(momentum[i..])) + new Vector<float>(gradient[i..]);
            m.CopyTo(momentum[i..]);
            (new Vector<float>(weights[i..]) - (step.LearningRate * m)).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            momentum[i] = (Beta * momentum[i]) + gradient[i];
            weights[i] -= step.LearningRate * momentum[i];
        }
    }
}
