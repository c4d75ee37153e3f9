using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class ImageAttributesTests
{
    [Fact]
    public void Brightness_GoesFromBlackToWhite()
    {
        Assert.Equal(0, Of((_, _) => (0, 0, 0)).Brightness, 6);
        Assert.Equal(1, Of((_, _) => (255, 255, 255)).Brightness, 6);
    }

    [Fact]
    public void AFlatPicture_HasNoContrastColourOrEdges()
    {
        var flat = Of((_, _) => (90, 90, 90));

        Assert.Equal((0, 0, 0), (Math.Round(flat.Contrast, 9), Math.Round(flat.Colourfulness, 9), flat.EdgeContact));
        Assert.True(double.IsFinite(flat.Sharpness));
    }

    [Fact]
    public void ABlurredPicture_IsLessSharp_WhateverItsContrast()
    {
        var stream = new RandomStream(1, "pixels");
        var noise = Enumerable.Range(0, 64 * 64).Select(_ => stream.NextInt32(256)).ToArray();
        byte Smooth(int x, int y) => (byte)Enumerable.Range(-2, 5).SelectMany(dy => Enumerable.Range(-2, 5).Select(dx => noise[(((y + dy + 64) % 64) * 64) + ((x + dx + 64) % 64)])).Average();

        var sharp = Of((x, y) => Grey((byte)noise[(y * 64) + x]));
        var faint = Of((x, y) => Grey((byte)(100 + (noise[(y * 64) + x] / 8))));
        var blurred = Of((x, y) => Grey(Smooth(x, y)));

        Assert.True(blurred.Sharpness < sharp.Sharpness - 0.5, $"{blurred.Sharpness} {sharp.Sharpness}");
        Assert.Equal(sharp.Sharpness, faint.Sharpness, 0.1);
        Assert.True(faint.Contrast < sharp.Contrast / 4);
    }

    [Fact]
    public void AnObjectAtTheBorder_TouchesTheEdge()
    {
        var inside = Of((x, y) => Grey(x is > 20 and < 44 && y is > 20 and < 44 ? (byte)255 : (byte)0));
        var cut = Of((x, y) => Grey(x > 52 && y > 2 && (x + y) % 4 < 2 ? (byte)255 : (byte)0));

        Assert.Equal(0, inside.EdgeContact);
        Assert.True(cut.EdgeContact > 1, $"{cut.EdgeContact}");
    }

    [Fact]
    public void VividColours_AreMoreColourfulThanGrey() =>
        Assert.True(Of((x, _) => x < 32 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)255)).Colourfulness > 0.5);

    [Fact]
    public void SizeAndAspect_AreTheFilesOwn()
    {
        var attributes = ImageAttributes.Of(new RgbImage(1, 1, [1, 2, 3]), 400, 100);

        Assert.Equal((100, 4.0), (attributes.Size, attributes.Aspect));
    }

    private static (byte, byte, byte) Grey(byte value) => (value, value, value);

    private static ImageAttributes Of(Func<int, int, (byte, byte, byte)> colour)
    {
        byte[] pixels = [.. Enumerable.Range(0, 64 * 64).SelectMany(i =>
        {
            var (r, g, b) = colour(i % 64, i / 64);
            return new[] { r, g, b };
        })];
        return ImageAttributes.Of(new RgbImage(64, 64, pixels), 64, 64);
    }
}
