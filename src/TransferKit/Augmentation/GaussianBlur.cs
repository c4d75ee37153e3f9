using System.Numerics.Tensors;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Augmentation;

/// <summary>Blurs with a Gaussian of random width, cut at three deviations; pixels at the edge repeat outwards.</summary>
public sealed record GaussianBlur : PixelChange
{
    private const int Channels = RgbImage.Channels;

    /// <summary>How often a picture is blurred.</summary>
    /// <value>Default 0.5; 0 to 1.</value>
    public double Probability { get; init; } = 0.5;

    /// <summary>The least standard deviation, in pixels of the model's input.</summary>
    /// <value>Default 0.1; 0.1 to 20.</value>
    public double LeastSigma { get; init; } = 0.1;

    /// <summary>The greatest standard deviation, in pixels of the model's input.</summary>
    /// <value>Default 1.5; 0.1 to 20, not below <see cref="LeastSigma"/>.</value>
    public double GreatestSigma { get; init; } = 1.5;

    internal override string Name => "blur";

    internal override string Recipe => FormattableString.Invariant($"{Name} {Probability:R} {LeastSigma:R} {GreatestSigma:R}");

    internal override void Check()
    {
        Range("probability", Probability, 0, 1);
        Range("sigma", LeastSigma, GreatestSigma, 0.1, 20);
    }

    internal override RgbImage Apply(RgbImage image, RandomStream random)
    {
        var drawn = random.NextDouble() < Probability;
        var sigma = LeastSigma + ((GreatestSigma - LeastSigma) * random.NextDouble());
        if (drawn)
        {
            Blur(image, sigma);
        }

        return image;
    }

    /// <summary>Blurs in place: every row along itself, then rows with their neighbours.</summary>
    internal static void Blur(RgbImage image, double sigma)
    {
        var kernel = Kernel(sigma);
        var rowBytes = image.Width * Channels;
        var across = new float[rowBytes * image.Height];
        var padded = new float[rowBytes + ((kernel.Length - 1) * Channels)];
        for (var y = 0; y < image.Height; y++)
        {
            Pad(image.Pixels.AsSpan(y * rowBytes, rowBytes), padded, kernel.Length / 2);
            var row = across.AsSpan(y * rowBytes, rowBytes);
            for (var k = 0; k < kernel.Length; k++)
            {
                TensorPrimitives.MultiplyAdd(padded.AsSpan(k * Channels, rowBytes), kernel[k], row, row);
            }
        }

        var sum = padded.AsSpan(0, rowBytes);
        for (var y = 0; y < image.Height; y++)
        {
            // Half a level, so that cutting the fraction off rounds.
            sum.Fill(0.5f);
            for (var k = 0; k < kernel.Length; k++)
            {
                var source = Math.Clamp(y + k - (kernel.Length / 2), 0, image.Height - 1);
                TensorPrimitives.MultiplyAdd(across.AsSpan(source * rowBytes, rowBytes), kernel[k], sum, sum);
            }

            TensorPrimitives.ConvertTruncating<float, byte>(sum, image.Pixels.AsSpan(y * rowBytes, rowBytes));
        }
    }

    private static float[] Kernel(double sigma)
    {
        var radius = (int)Math.Ceiling(3 * sigma);
        double[] weights = [.. Enumerable.Range(-radius, (2 * radius) + 1).Select(at => Math.Exp(-at * at / (2 * sigma * sigma)))];
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }

    private static void Pad(ReadOnlySpan<byte> row, Span<float> padded, int pixels)
    {
        TensorPrimitives.ConvertTruncating(row, padded.Slice(pixels * Channels, row.Length));
        for (var i = 0; i < pixels * Channels; i++)
        {
            padded[i] = row[i % Channels];
            padded[^(i + 1)] = row[^((i % Channels) + 1)];
        }
    }
}
