using System.Numerics;

namespace TransferKit.Training.Optimizers;

/// <summary>
/// m = b m + g; w = w - r m, with b = 0.9 (Polyak 1964). Nesterov's form looks one step ahead: w = w - r (g + b m)
/// (Sutskever et al. 2013).
/// </summary>
/// <param name="looksAhead">Whether it is Nesterov's.</param>
internal sealed class MomentumOptimizer(bool looksAhead) : Optimizer
{
    private const float Beta = 0.9f;

    public override int Slots => 1;

    public override double DefaultLearningRate => 0.01;

    public override void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] slots, int offset, in OptimizerStep step)
    {
        var momentum = slots[0].AsSpan(offset, weights.Length);
        var i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient[i..]);
            var m = (Beta * new Vector<float>(momentum[i..])) + g;
            m.CopyTo(momentum[i..]);
            var direction = looksAhead ? g + (Beta * m) : m;
            (new Vector<float>(weights[i..]) - (step.LearningRate * direction)).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            momentum[i] = (Beta * momentum[i]) + gradient[i];
            weights[i] -= step.LearningRate * (looksAhead ? gradient[i] + (Beta * momentum[i]) : momentum[i]);
        }
    }
}
