using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Augmentation;

/// <summary>Mirrors left and right. Not for pictures where left and right differ in meaning, such as writing.</summary>
public sealed record HorizontalFlip : PixelChange
{
    /// <summary>How often a picture is mirrored.</summary>
    /// <value>Default 0.5; 0 to 1.</value>
    public double Probability { get; init; } = 0.5;

    internal override string Name => "flip";

    internal override string Recipe => FormattableString.Invariant($"{Name} {Probability:R}");

    internal override void Check() => Range("probability", Probability, 0, 1);

    internal override RgbImage Apply(RgbImage image, RandomStream random)
    {
        if (random.NextDouble() < Probability)
        {
            Mirror(image);
        }

        return image;
    }

    internal override Box Move(Box box, int width, int height, RandomStream random) =>
        random.NextDouble() < Probability ? box with { XMin = 1 - box.XMax, XMax = 1 - box.XMin } : box;

    private static void Mirror(RgbImage image)
    {
        var rowBytes = image.Width * RgbImage.Channels;
        for (var y = 0; y < image.Height; y++)
        {
            // Reversed bytes are mirrored pixels with red and blue exchanged.
            var row = image.Pixels.AsSpan(y * rowBytes, rowBytes);
            row.Reverse();
            for (var at = 0; at < rowBytes; at += RgbImage.Channels)
            {
                (row[at], row[at + 2]) = (row[at + 2], row[at]);
            }
        }
    }
}
