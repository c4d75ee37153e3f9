using System.Runtime.Intrinsics;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Augmentation;

/// <summary>
/// Changes brightness, contrast, saturation and hue (Krizhevsky et al. 2012; torchvision's ColorJitter), all in one linear map of
/// red, green and blue. Not where colour is what tells classes apart.
/// </summary>
public sealed record ColourJitter : PixelChange
{
    private const int Channels = RgbImage.Channels;

    /// <summary>How far brightness goes: pixels are multiplied by 1 - this to 1 + this.</summary>
    /// <value>Default 0.2; 0 to 1.</value>
    public double Brightness { get; init; } = 0.2;

    /// <summary>How far contrast goes: distances from the mean grey are multiplied by 1 - this to 1 + this.</summary>
    /// <value>Default 0.2; 0 to 1.</value>
    public double Contrast { get; init; } = 0.2;

    /// <summary>How far saturation goes: distances from the pixel's own grey are multiplied by 1 - this to 1 + this.</summary>
    /// <value>Default 0.2; 0 to 1.</value>
    public double Saturation { get; init; } = 0.2;

    /// <summary>How far hues turn either way, in degrees of the colour wheel (of the YIQ space, which keeps greys and luma).</summary>
    /// <value>Default 10; 0 to 180.</value>
    public double Hue { get; init; } = 10;

    internal override string Name => "colour";

    internal override string Recipe => FormattableString.Invariant($"{Name} {Brightness:R} {Contrast:R} {Saturation:R} {Hue:R}");

    internal override void Check()
    {
        Range("brightness", Brightness, 0, 1);
        Range("contrast", Contrast, 0, 1);
        Range("saturation", Saturation, 0, 1);
        Range("hue", Hue, 0, 180);
    }

    internal override RgbImage Apply(RgbImage image, RandomStream random)
    {
        double Draw(double reach) => reach * ((2 * random.NextDouble()) - 1);
        var map = ColourMap.Of(1 + Draw(Brightness), 1 + Draw(Contrast), 1 + Draw(Saturation), Draw(Hue), MeanGrey(image.Pixels));
        Apply(image.Pixels, map);
        return image;
    }

    /// <summary>The mean luma, 0 to 255.</summary>
    internal static double MeanGrey(ReadOnlySpan<byte> pixels)
    {
        long red = 0, green = 0, blue = 0;
        for (var i = 0; i + 2 < pixels.Length; i += Channels)
        {
            red += pixels[i];
            green += pixels[i + 1];
            blue += pixels[i + 2];
        }

        return ((ColourMap.Luma[0] * red) + (ColourMap.Luma[1] * green) + (ColourMap.Luma[2] * blue)) * Channels / pixels.Length;
    }

    /// <summary>Maps every pixel, in place; what leaves 0 to 255 is cut off.</summary>
    internal static void Apply(Span<byte> pixels, ColourMap map)
    {
        var (red, green, blue, offset) = (Column(map, 0), Column(map, 1), Column(map, 2), Column(map, 3) + Vector128.Create(0.5f));
        var largest = Vector128.Create(255f);
        for (var i = 0; i + 2 < pixels.Length; i += Channels)
        {
            var sum = offset + (red * pixels[i]) + (green * pixels[i + 1]) + (blue * pixels[i + 2]);
            var pixel = Vector128.ConvertToInt32(Vector128.Min(Vector128.Max(sum, Vector128<float>.Zero), largest));
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ((byte)pixel[0], (byte)pixel[1], (byte)pixel[2]);
        }
    }

    private static Vector128<float> Column(ColourMap map, int column) =>
        Vector128.Create((float)map[0, column], (float)map[1, column], (float)map[2, column], 0);
}
