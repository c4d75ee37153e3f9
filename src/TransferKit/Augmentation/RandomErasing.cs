using System.Buffers.Binary;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Augmentation;

/// <summary>Puts noise on a random rectangle (Zhong et al. 2017, "Random Erasing Data Augmentation").</summary>
public sealed record RandomErasing : PixelChange
{
    private const int Attempts = 10;
    private const int Channels = RgbImage.Channels;

    /// <summary>How often a picture gets a rectangle.</summary>
    /// <value>Default 0.25; 0 to 1.</value>
    public double Probability { get; init; } = 0.25;

    /// <summary>The least share of the picture's area.</summary>
    /// <value>Default 0.02; 0 to 1.</value>
    public double LeastArea { get; init; } = 0.02;

    /// <summary>The greatest share of the picture's area.</summary>
    /// <value>Default 0.2; 0 to 1, not below <see cref="LeastArea"/>.</value>
    public double GreatestArea { get; init; } = 0.2;

    /// <summary>How far from square the rectangle may be, either way: height by width is between 1 / this and this.</summary>
    /// <value>Default 10/3; 1 to 10.</value>
    public double Stretch { get; init; } = 10.0 / 3;

    internal override string Name => "erase";

    internal override string Recipe => FormattableString.Invariant($"{Name} {Probability:R} {LeastArea:R} {GreatestArea:R} {Stretch:R}");

    internal override void Check()
    {
        Range("probability", Probability, 0, 1);
        Range("area", LeastArea, GreatestArea, 0, 1);
        Range("stretch", Stretch, 1, 10);
    }

    internal override RgbImage Apply(RgbImage image, RandomStream random)
    {
        if (random.NextDouble() < Probability && Place(image, random) is var (left, top, width, height))
        {
            for (var y = top; y < top + height; y++)
            {
                Noise(image.Pixels.AsSpan(((y * image.Width) + left) * Channels, width * Channels), random);
            }
        }

        return image;
    }

    /// <summary>Draws a rectangle; null where ten draws in a row do not fit.</summary>
    private (int Left, int Top, int Width, int Height)? Place(RgbImage image, RandomStream random)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = (LeastArea + ((GreatestArea - LeastArea) * random.NextDouble())) * image.Width * image.Height;
            var stretch = Math.Exp(Math.Log(Stretch) * ((2 * random.NextDouble()) - 1));
            var (width, height) = ((int)Math.Round(Math.Sqrt(area / stretch)), (int)Math.Round(Math.Sqrt(area * stretch)));
            if (width <= image.Width && height <= image.Height)
            {
                return (random.NextInt32(image.Width - width + 1), random.NextInt32(image.Height - height + 1), width, height);
            }
        }

        return null;
    }

    private static void Noise(Span<byte> pixels, RandomStream random)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        for (; pixels.Length > 0; pixels = pixels[Math.Min(sizeof(ulong), pixels.Length)..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, random.NextBits());
            bytes[..Math.Min(sizeof(ulong), pixels.Length)].CopyTo(pixels);
        }
    }
}
