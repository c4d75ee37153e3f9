using TransferKit.Augmentation;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Imaging.Resizing;

namespace TransferKit.Tests.Augmentation;

/// <summary>A box goes where the picture's pixels go.</summary>
public sealed class BoxVariantTests
{
    private static readonly TargetSize Size = new(96, 64, ResizeMode.Stretch);

    [Theory]
    [InlineData("crop")]
    [InlineData("flip")]
    [InlineData("light")]
    public void AWhiteRectangle_IsWhereItsBoxIs(string change)
    {
        var options = change switch
        {
            "crop" => AugmentationOptions.None with { Crop = new() },
            "flip" => AugmentationOptions.None with { Flip = new() },
            _ => AugmentationOptions.Light,
        };
        var augmenter = new Augmenter(options, 7, Size);
        var box = new Box(0.25, 0.25, 0.65, 0.5);
        var source = Paint(augmenter.SourceSize, box);
        var moved = new HashSet<Box>();
        for (var number = 1; number <= 20; number++)
        {
            var seen = augmenter.Seen(box, Content, number)!.Value;
            moved.Add(seen);
            Assert.True(seen.IntersectionOverUnion(Bright(augmenter.Variant(source, Content, number))) > 0.9, $"{number}: {seen}");
        }

        Assert.True(moved.Count > 1, change);
    }

    [Fact]
    public void ATurnedRectangle_LiesInItsBox_AndTouchesIt()
    {
        var augmenter = new Augmenter(AugmentationOptions.None with { Rotation = new() { Degrees = 30 } }, 7, Size);
        var box = new Box(0.3, 0.3, 0.7, 0.6);
        for (var number = 1; number <= 20; number++)
        {
            var seen = augmenter.Seen(box, Content, number)!.Value;
            Assert.True(seen.IntersectionOverUnion(Bright(augmenter.Variant(Paint(Size, box), Content, number))) > 0.85, $"{number}: {seen}");
        }
    }

    [Fact]
    public void ABoxThatIsMostlyCutOff_IsNone()
    {
        var augmenter = new Augmenter(AugmentationOptions.None with { Crop = new() { LeastArea = 0.1, GreatestArea = 0.1 } }, 7, Size);
        var seen = Enumerable.Range(1, 100).Select(number => augmenter.Seen(new(0, 0, 0.2, 0.2), Content, number)).ToArray();
        Assert.Contains(seen, box => box is null);
        Assert.All(seen.OfType<Box>(), box => Assert.True(box is { XMin: >= 0, YMin: >= 0, XMax: <= 1, YMax: <= 1, Area: > 0 }));
    }

    private static ContentHash Content => ContentHash.Of([1, 2, 3]);

    private static RgbImage Paint(TargetSize size, Box box)
    {
        var image = new RgbImage(size.Width, size.Height, new byte[size.Width * size.Height * RgbImage.Channels]);
        var inside = box.ToPixels(size.Width, size.Height);
        for (var y = 0; y < size.Height; y++)
        {
            for (var x = 0; x < size.Width; x++)
            {
                var white = x + 0.5 > inside.XMin && x + 0.5 < inside.XMax && y + 0.5 > inside.YMin && y + 0.5 < inside.YMax;
                image.Pixels.AsSpan(((y * size.Width) + x) * RgbImage.Channels, RgbImage.Channels).Fill(white ? (byte)255 : (byte)0);
            }
        }

        return image;
    }

    /// <summary>The box around all pixels that are more white than black.</summary>
    private static Box Bright(RgbImage image)
    {
        var bright = Enumerable.Range(0, image.Width * image.Height).Where(pixel => image.Pixels[pixel * RgbImage.Channels] > 127)
            .Select(pixel => (X: pixel % image.Width, Y: pixel / image.Width)).ToArray();
        return new(
            bright.Min(pixel => pixel.X) / (double)image.Width, bright.Min(pixel => pixel.Y) / (double)image.Height,
            (bright.Max(pixel => pixel.X) + 1) / (double)image.Width, (bright.Max(pixel => pixel.Y) + 1) / (double)image.Height);
    }
}
