using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Augmentation;

/// <summary>Turns the picture about its centre, bilinear; what comes in from outside repeats the pixels at the edge.</summary>
public sealed record Rotation : PixelChange
{
    private const int Channels = RgbImage.Channels;

    /// <summary>The largest angle either way, in degrees; angles are uniform.</summary>
    /// <value>Default 15; 0 to 180.</value>
    public double Degrees { get; init; } = 15;

    internal override string Name => "rotation";

    internal override string Recipe => FormattableString.Invariant($"{Name} {Degrees:R}");

    internal override void Check() => Range("degrees", Degrees, 0, 180);

    internal override RgbImage Apply(RgbImage image, RandomStream random) => Turn(image, Angle(random));

    /// <summary>The upright box around the turned one.</summary>
    internal override Box Move(Box box, int width, int height, RandomStream random)
    {
        var (sin, cos) = Math.SinCos(Angle(random) * Math.PI / 180);
        (double X, double Y)[] corners =
        [
            .. new[] { (box.XMin, box.YMin), (box.XMax, box.YMin), (box.XMin, box.YMax), (box.XMax, box.YMax) }.Select(corner =>
            {
                var (x, y) = ((corner.Item1 - 0.5) * width, (corner.Item2 - 0.5) * height);
                return (0.5 + (((cos * x) + (sin * y)) / width), 0.5 + (((cos * y) - (sin * x)) / height));
            }),
        ];
        return new(corners.Min(corner => corner.X), corners.Min(corner => corner.Y), corners.Max(corner => corner.X), corners.Max(corner => corner.Y));
    }

    private double Angle(RandomStream random) => Degrees * ((2 * random.NextDouble()) - 1);

    /// <summary>Turns a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="degrees">Anticlockwise.</param>
    internal static RgbImage Turn(RgbImage image, double degrees)
    {
        var (sin, cos) = ((float, float))Math.SinCos(degrees * Math.PI / 180);
        var (centreX, centreY) = ((image.Width - 1) / 2f, (image.Height - 1) / 2f);
        var turned = GC.AllocateUninitializedArray<byte>(image.Pixels.Length);
        var at = 0;
        for (var y = 0; y < image.Height; y++)
        {
            var (startX, startY) = (centreX - (sin * (y - centreY)), centreY + (cos * (y - centreY)));
            for (var x = 0; x < image.Width; x++, at += Channels)
            {
                var fromX = startX + (cos * (x - centreX));
                var fromY = startY + (sin * (x - centreX));
                Sample(image, Math.Clamp(fromX, 0, image.Width - 1), Math.Clamp(fromY, 0, image.Height - 1), turned.AsSpan(at, Channels));
            }
        }

        return new(image.Width, image.Height, turned);
    }

    private static void Sample(RgbImage image, float x, float y, Span<byte> pixel)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, down) = (x - left, y - top);
        var here = ((top * image.Width) + left) * Channels;
        var next = left + 1 < image.Width ? Channels : 0;
        var below = top + 1 < image.Height ? image.Width * Channels : 0;
        var pixels = image.Pixels;
        for (var channel = 0; channel < Channels; channel++, here++)
        {
            var upper = pixels[here] + ((pixels[here + next] - pixels[here]) * right);
            var lower = pixels[here + below] + ((pixels[here + below + next] - pixels[here + below]) * right);
            pixel[channel] = (byte)(upper + ((lower - upper) * down) + 0.5f);
        }
    }
}
