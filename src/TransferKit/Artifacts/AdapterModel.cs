using System.Numerics.Tensors;
using TransferKit.Features;
using TransferKit.Foundation;

namespace TransferKit.Artifacts;

/// <summary>
/// A residual bottleneck between the pooled features and all heads, f' = f + d (U relu(V z + b) + c) with z = (f - mean) / d and d the features'
/// deviations: what tasks share where the backbone is to stay as it is (residual adapters: Rebuffi et al. 2017,
/// https://arxiv.org/abs/1705.08045; as a bottleneck that starts as identity: Houlsby et al. 2019, https://arxiv.org/abs/1902.00751).
/// </summary>
/// <param name="FeatureMean">What is subtracted from every feature.</param>
/// <param name="FeatureScale">What it is then multiplied by: 1 / d, or 0 where a feature does not vary; it stays as it is then.</param>
/// <param name="Down">V and b, to the width of the bottleneck.</param>
/// <param name="Up">U and c, back to the features.</param>
internal sealed record AdapterModel(float[] FeatureMean, float[] FeatureScale, DenseLayer Down, DenseLayer Up)
{
    /// <summary>How wide the bottleneck is.</summary>
    public int Width => Down.Outputs;

    /// <summary>How many features go in and come out.</summary>
    public int Features => FeatureMean.Length;

    /// <summary>How many numbers are trained.</summary>
    public long Parameters => Down.Weights.LongLength + Down.Bias.Length + Up.Weights.LongLength + Up.Bias.Length;

    /// <summary>The unit of every feature: what comes out of the bottleneck is multiplied by it.</summary>
    public float[] FeatureDeviation => Array.ConvertAll(FeatureScale, scale => scale == 0 ? 0 : 1 / scale);

    /// <summary>One that changes nothing yet: V is drawn (He et al. 2015), U and c are zero.</summary>
    /// <param name="scaler">Means and scales of the features.</param>
    /// <param name="width">How wide the bottleneck is.</param>
    /// <param name="names">Seeds the draw, with the seed.</param>
    /// <param name="seed">Seeds the draw.</param>
    public static AdapterModel Identity(FeatureScaler scaler, int width, AdapterNames names, int seed)
    {
        var (features, stream) = (scaler.Mean.Length, new RandomStream(seed, "initial", names.Prefix));
        var deviation = Math.Sqrt(2.0 / features);
        var drawn = new float[features * width];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = (float)(deviation * stream.NextGaussian());
        }

        return new(
            scaler.Mean, scaler.Scale, new(drawn, new float[width], features, width, Activation.Relu),
            new(new float[width * features], new float[features], width, features));
    }

    /// <summary>Part of the way from where its training started.</summary>
    /// <param name="start">The start; null for <see cref="Identity"/>, from which U and c go their share of the way.</param>
    /// <param name="share">How far: 1 is all the way, 0 the start, which is null for identity.</param>
    public AdapterModel? Between(AdapterModel? start, double share)
    {
        if (share == 1)
        {
            return this;
        }

        if (start is null && share == 0)
        {
            return null;
        }

        start ??= this with { Up = Up with { Weights = new float[Up.Weights.Length], Bias = new float[Up.Bias.Length] } };
        return this with { Down = Between(start.Down, Down, share), Up = Between(start.Up, Up, share) };
    }

    /// <summary>Checks that the parts fit together and that every number is finite.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public void Check()
    {
        var fits = FeatureScale.Length == Features && Down.Inputs == Features && Up.Outputs == Features && Up.Inputs == Width
            && new[] { Down, Up }.All(layer => layer.Weights.LongLength == (long)layer.Inputs * layer.Outputs && layer.Bias.Length == layer.Outputs);
        if (!fits || !FeatureMean.Concat(FeatureScale).Concat(Down.Weights).Concat(Down.Bias).Concat(Up.Weights).Concat(Up.Bias).All(float.IsFinite))
        {
            throw new ArgumentException(fits ? "A weight of the adapter is not a finite number." : "The parts of the adapter are of sizes that do not fit together.");
        }
    }

    private static DenseLayer Between(DenseLayer from, DenseLayer to, double share) => to with
    {
        Weights = Between(from.Weights, to.Weights, share),
        Bias = Between(from.Bias, to.Bias, share),
    };

    private static float[] Between(float[] from, float[] to, double share)
    {
        var values = new float[to.Length];
        TensorPrimitives.Lerp(from, to, (float)share, values);
        return values;
    }
}
