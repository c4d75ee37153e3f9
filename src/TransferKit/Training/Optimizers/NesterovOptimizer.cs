using System.Numerics;

namespace TransferKit.Training.Optimizers;

/// <summary>m = b m + g; w = w - r (g + b m), with b = 0.9 (Sutskever et al. 2013).</summary>
internal sealed class NesterovOptimizer : Optimizer
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
            var g = new Vector<float>(gradient[i..]);
            var m = (Beta * new Vector<float>(momentum[i..])) + g;
            m.CopyTo(momentum[i..]);
            (new Vector<float>(weights[i..]) - (step.LearningRate * (g + (Beta * m)))).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            momentum[i] = (Beta * momentum[i]) + gradient[i];
            weights[i] -= step.LearningRate * (gradient[i] + (Beta * momentum[i]));
        }
    }
}
