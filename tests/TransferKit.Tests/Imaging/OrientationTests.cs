using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class OrientationTests
{
    // Where the picture's left upper (black) and right upper (red) corners come to lie, on a 48 x 32 picture stored as EXIF says.
    [Theory]
    [InlineData(1, 0, 0, 1, 0)]
    [InlineData(2, 1, 0, 0, 0)]
    [InlineData(3, 1, 1, 0, 1)]
    [InlineData(4, 0, 1, 1, 1)]
    [InlineData(5, 0, 0, 0, 1)]
    [InlineData(6, 1, 0, 1, 1)]
    [InlineData(7, 1, 1, 1, 0)]
    [InlineData(8, 0, 1, 0, 0)]
    public void Orientation_IsApplied(byte orientation, int blackX, int blackY, int redX, int redY)
    {
        var file = Pictures.WithOrientation(Pictures.Gradient(48, 32, blue: 0).Encode(ImageFormat.Jpeg), orientation);

        var image = ImageDecoder.Decode(file);
        var small = ImageDecoder.Decode(file, 8, 8, ResizeMode.Stretch);

        Assert.Equal(orientation < 5 ? (48, 32) : (32, 48), (image.Width, image.Height));
        Assert.Equal((image.Width, image.Height), (ImageDecoder.ReadHeader(file).Width, ImageDecoder.ReadHeader(file).Height));
        foreach (var (shown, tolerance) in new[] { (image, 20), (small, 40) })
        {
            ImageAssert.Pixel(shown, blackX * (shown.Width - 1), blackY * (shown.Height - 1), 0, 0, 0, tolerance);
            ImageAssert.Pixel(shown, redX * (shown.Width - 1), redY * (shown.Height - 1), 255, 0, 0, tolerance);
        }
    }

    [Fact]
    public void Fit_SeesTheUprightProportions()
    {
        var file = Pictures.WithOrientation(Pictures.Plain(60, 30, 200, 0, 0).Encode(ImageFormat.Jpeg), 6);
        var image = ImageDecoder.Decode(file, 40, 40, ResizeMode.Fit);

        ImageAssert.Pixel(image, 20, 1, 200, 0, 0, 6);
        ImageAssert.Pixel(image, 5, 20, 128, 128, 128);
    }
}
