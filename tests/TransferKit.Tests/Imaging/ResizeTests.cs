using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class ResizeTests
{
    [Theory]
    [InlineData(20, 10, 20, 10)]
    [InlineData(60, 40, 7, 5)]
    [InlineData(7, 5, 60, 40)]
    [InlineData(60, 5, 13, 40)]
    [InlineData(1, 1, 16, 16)]
    [InlineData(3000, 2, 9, 8)]
    public void PlainPicture_StaysPlain(int width, int height, int targetWidth, int targetHeight)
    {
        foreach (var mode in new[] { ResizeMode.Stretch, ResizeMode.CenterCrop })
        {
            var image = Pictures.Plain(width, height, 255, 17, 0).Resize(targetWidth, targetHeight, mode);
            Assert.Equal(Pictures.Plain(targetWidth, targetHeight, 255, 17, 0).Pixels, image.Pixels);
        }
    }

    [Fact]
    public void SameSize_ChangesNothing()
    {
        var picture = Pictures.Gradient(31, 17);
        Assert.Equal(picture.Pixels, picture.Resize(31, 17, ResizeMode.Stretch).Pixels);
    }

    [Fact]
    public void HalfSize_IsTheTriangleFilter()
    {
        // Radius 2 around the centre between two pixels: weights 1/8, 3/8, 3/8, 1/8; at the edge 3/7, 3/7, 1/7.
        byte[] row = [0, 0, 0, 80, 80, 80, 160, 160, 160, 8, 8, 8, 16, 16, 16, 24, 24, 24];
        var image = new RgbImage(6, 1, row).Resize(3, 1, ResizeMode.Stretch);
        ImageAssert.Pixel(image, 0, 0, 57, 57, 57);
        ImageAssert.Pixel(image, 1, 0, 75, 75, 75);
        ImageAssert.Pixel(image, 2, 0, 18, 18, 18);
    }

    [Fact]
    public void DoubleSize_IsBilinear()
    {
        var image = new RgbImage(2, 1, [0, 0, 0, 100, 200, 40]).Resize(4, 1, ResizeMode.Stretch);
        Assert.Equal([0, 0, 0, 25, 50, 10, 75, 150, 30, 100, 200, 40], image.Pixels);
    }

    [Fact]
    public void Fit_LeavesGreyBars()
    {
        var image = Pictures.Plain(40, 20, 255, 0, 0).Resize(20, 20, ResizeMode.Fit);
        ImageAssert.Pixel(image, 10, 4, 128, 128, 128);
        ImageAssert.Pixel(image, 10, 5, 255, 0, 0);
        ImageAssert.Pixel(image, 10, 14, 255, 0, 0);
        ImageAssert.Pixel(image, 10, 15, 128, 128, 128);
    }

    [Fact]
    public void CenterCrop_CutsBothSidesAlike()
    {
        var picture = Pictures.Gradient(90, 30);
        var image = picture.Resize(30, 30, ResizeMode.CenterCrop);
        ImageAssert.Pixel(image, 0, 0, picture.Pixels[30 * 3], 0, 60);
        ImageAssert.Pixel(image, 29, 29, picture.Pixels[59 * 3], 255, 60);
    }

    [Theory]
    [InlineData(ResizeMode.Stretch)]
    [InlineData(ResizeMode.Fit)]
    [InlineData(ResizeMode.CenterCrop)]
    public void ExtremeProportions_AreFine(ResizeMode mode)
    {
        foreach (var (width, height) in new[] { (20_000, 1), (1, 20_000) })
        {
            var file = Pictures.Plain(width, height, 9, 99, 199).Encode(ImageFormat.Png);
            ImageAssert.Pixel(ImageDecoder.Decode(file, 24, 24, mode), 11, 11, 9, 99, 199);
        }
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg, 1.5)]
    [InlineData(ImageFormat.WebP, 4)]
    [InlineData(ImageFormat.Png, 1.5)]
    [InlineData(ImageFormat.Tiff, 1.5)]
    public void LoadingAtAFraction_GivesNearlyTheSame(ImageFormat format, double largest)
    {
        var file = Pictures.Gradient(803, 601).Encode(format);
        var whole = ImageDecoder.Decode(file);
        foreach (var side in new[] { 200, 60, 9 })
        {
            var difference = ImageAssert.Difference(
                whole.Resize(side, side, ResizeMode.Stretch), ImageDecoder.Decode(file, side, side, ResizeMode.Stretch));
            Assert.InRange(difference, 0, largest);
        }
    }

    [Fact]
    public void EveryThread_GetsTheSamePixels()
    {
        var files = Enum.GetValues<ImageFormat>().Select(Pictures.Gradient(300, 200).Encode).ToArray();
        var alone = files.Select(file => ImageDecoder.Decode(file, 64, 64, ResizeMode.CenterCrop).Pixels).ToArray();
        Parallel.For(0, 120, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(alone[i % files.Length], ImageDecoder.Decode(files[i % files.Length], 64, 64, ResizeMode.CenterCrop).Pixels));
    }
}
