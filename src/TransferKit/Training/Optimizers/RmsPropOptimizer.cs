using System.Numerics;

namespace TransferKit.Training.Optimizers;

/// <summary>v = b v + (1 - b) g g; w = w - r g / (sqrt(v) + e), with b = 0.99, e = 1e-8 (Tieleman and Hinton 2012).</summary>
internal sealed class RmsPropOptimizer : Optimizer
{
    private const float Beta = 0.99f;
    private const float Epsilon = 1e-8f;

    public override int Slots => 1;

    public override double DefaultLearningRate => 0.003;

    public override void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] slots, int offset, in OptimizerStep step)
    {
        var square = slots[0].AsSpan(offset, weights.Length);
        var i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient[i..]);
            var v = (Beta * new Vector<float>(square[i..])) + ((1 - Beta) * g * g);
            v.CopyTo(square[i..]);
            (new Vector<float>(weights[i..]) - (step.LearningRate * g / (Vector.SquareRoot(v) + new Vector<float>(Epsilon)))).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            square[i] = (Beta * square[i]) + ((1 - Beta) * gradient[i] * gradient[i]);
            weights[i] -= step.LearningRate * gradient[i] / (MathF.Sqrt(square[i]) + Epsilon);
        }
    }
}
