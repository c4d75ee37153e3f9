using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

internal static class ImageAssert
{
    /// <summary>The mean absolute difference of two pictures of one size.</summary>
    public static double Difference(RgbImage expected, RgbImage actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        return expected.Pixels.Zip(actual.Pixels, (a, b) => Math.Abs(a - b)).Average();
    }

    /// <summary>Pixel (x, y) is a colour, give or take a tolerance a channel.</summary>
    public static void Pixel(RgbImage image, int x, int y, int red, int green, int blue, int tolerance = 0)
    {
        var at = ((y * image.Width) + x) * RgbImage.Channels;
        Assert.InRange(image.Pixels[at], red - tolerance, red + tolerance);
        Assert.InRange(image.Pixels[at + 1], green - tolerance, green + tolerance);
        Assert.InRange(image.Pixels[at + 2], blue - tolerance, blue + tolerance);
    }

    /// <summary>The file is refused with a typed error that mentions all of these.</summary>
    public static InvalidImageException Refused(byte[] file, params string[] mentions)
    {
        var error = Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(file, 8, 8, ResizeMode.Stretch));
        Assert.All(mentions, mention => Assert.Contains(mention, error.Message));
        return error;
    }
}
