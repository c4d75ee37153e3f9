using System.Numerics;

namespace TransferKit.Training.Optimizers;

/// <summary>The step that Adam and AdamW share.</summary>
internal static class AdamMoments
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    public static void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] slots, int offset, float learningRate, int step)
    {
        var mean = slots[0].AsSpan(offset, weights.Length);
        var square = slots[1].AsSpan(offset, weights.Length);
        // The bias corrections go into the rate and into epsilon's scale: the same numbers with fewer passes.
        var correction2 = (float)Math.Sqrt(1 - Math.Pow(Beta2, step));
        var rate = learningRate * correction2 / (float)(1 - Math.Pow(Beta1, step));
        var epsilon = new Vector<float>(Epsilon * correction2);
        var i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient[i..]);
            var m = (Beta1 * new Vector<float>(mean[i..])) + ((1 - Beta1) * g);
            var v = (Beta2 * new Vector<float>(square[i..])) + ((1 - Beta2) * g * g);
            m.CopyTo(mean[i..]);
            v.CopyTo(square[i..]);
            (new Vector<float>(weights[i..]) - (rate * m / (Vector.SquareRoot(v) + epsilon))).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            mean[i] = (Beta1 * mean[i]) + ((1 - Beta1) * gradient[i]);
            square[i] = (Beta2 * square[i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
            weights[i] -= rate * mean[i] / (MathF.Sqrt(square[i]) + epsilon[0]);
        }
    }
}
