using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Imaging.Resizing;

namespace TransferKit.Augmentation;

/// <summary>
/// Cuts out a part of random area and proportions (Szegedy et al. 2015, "Going Deeper with
/// Convolutions"; torchvision's RandomResizedCrop). Pictures are decoded larger before, so that the smallest part is as sharp.
/// </summary>
public sealed record RandomCrop : PixelChange
{
    private const int Attempts = 10;
    private const double Rounding = 1e-9;

    /// <summary>The least share of the picture's area that is kept.</summary>
    /// <value>Default 0.6; 0.05 to 1.</value>
    public double LeastArea { get; init; } = 0.6;

    /// <summary>The greatest share of the picture's area that is kept.</summary>
    /// <value>Default 1; 0.05 to 1, not below <see cref="LeastArea"/>.</value>
    public double GreatestArea { get; init; } = 1;

    /// <summary>How far the part's proportions may differ from the picture's, either way: they are between 1 / this and this.</summary>
    /// <value>Default 4/3; 1 to 4.</value>
    public double Stretch { get; init; } = 4.0 / 3;

    internal override string Name => "crop";

    internal override string Recipe => FormattableString.Invariant($"{Name} {LeastArea:R} {GreatestArea:R} {Stretch:R}");

    private double Enlargement => 1 / Math.Sqrt(LeastArea);

    internal override void Check()
    {
        Range("area", LeastArea, GreatestArea, 0.05, 1);
        Range("stretch", Stretch, 1, 4);
    }

    internal override RgbImage Apply(RgbImage image, RandomStream random)
    {
        var (columns, rows) = Part(image.Width, image.Height, random);
        return Resampler.Resize(image.Pixels, image.Width, columns, rows, Reduced(image.Width), Reduced(image.Height));
    }

    internal override Box Move(Box box, int width, int height, RandomStream random)
    {
        var (columns, rows) = Part(width, height, random);
        var (x, y) = (columns.Start / width, rows.Start / height);
        var (across, down) = (columns.Length / width, rows.Length / height);
        return new((box.XMin - x) / across, (box.YMin - y) / down, (box.XMax - x) / across, (box.YMax - y) / down);
    }

    /// <summary>The side that a picture needs for its parts to become pictures of a side.</summary>
    internal int Enlarged(int side) => (int)Math.Ceiling(side * Enlargement);

    /// <summary>Draws a part; the whole picture where ten draws in a row do not fit into it.</summary>
    internal (AxisSpan Columns, AxisSpan Rows) Part(int width, int height, RandomStream random)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = LeastArea + ((GreatestArea - LeastArea) * random.NextDouble());
            // Uniform on a logarithmic scale: as often wider as higher.
            var stretch = Math.Exp(Math.Log(Stretch) * ((2 * random.NextDouble()) - 1));
            var (across, down) = (width * Math.Sqrt(area * stretch), height * Math.Sqrt(area / stretch));
            var (left, top) = (random.NextDouble(), random.NextDouble());
            if (across <= width && down <= height)
            {
                return (new(left * (width - across), across), new(top * (height - down), down));
            }
        }

        return (new(0, width), new(0, height));
    }

    /// <summary>Undoes <see cref="Enlarged"/>, whose whole number is less than one too large, but for rounding.</summary>
    private int Reduced(int side) => Math.Max(1, (int)((side / Enlargement) + Rounding));
}
