using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class FormatTests
{
    public static TheoryData<ImageFormat> Formats => new(Enum.GetValues<ImageFormat>());

    [Theory]
    [MemberData(nameof(Formats))]
    public void EveryFormat_GivesItsPixelsBack(ImageFormat format)
    {
        var picture = Pictures.Gradient(37, 23);
        var largest = format switch { ImageFormat.Jpeg or ImageFormat.WebP => 6.0, ImageFormat.Gif => 12.0, _ => 0.0 };

        Assert.InRange(ImageAssert.Difference(picture, ImageDecoder.Decode(picture.Encode(format))), 0, largest);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Header_TellsFormatAndSize(ImageFormat format) =>
        Assert.Equal(new ImageHeader(format, 37, 23, 1), ImageDecoder.ReadHeader(Pictures.Gradient(37, 23).Encode(format)));

    [Theory]
    [MemberData(nameof(Formats))]
    public void BytesFileAndStream_GiveTheSame(ImageFormat format)
    {
        var file = Pictures.Gradient(40, 30).Encode(format);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.of-no-kind");
        File.WriteAllBytes(path, file);
        try
        {
            var expected = ImageDecoder.Decode(file, 16, 16, ResizeMode.Fit).Pixels;
            Assert.Equal(expected, ImageDecoder.Decode(path, 16, 16, ResizeMode.Fit).Pixels);
            Assert.Equal(expected, ImageDecoder.Decode(new MemoryStream(file), 16, 16, ResizeMode.Fit).Pixels);
            Assert.Equal(ImageDecoder.Decode(file).Pixels, ImageDecoder.Decode(path).Pixels);
            Assert.Equal(ImageDecoder.ReadHeader(file), ImageDecoder.ReadHeader(path));
            Assert.Equal(ImageDecoder.ReadHeader(file), ImageDecoder.ReadHeader(new MemoryStream(file)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AnimatedGif_GivesItsFirstFrame()
    {
        Assert.Equal(new ImageHeader(ImageFormat.Gif, 4, 2, 2), ImageDecoder.ReadHeader(Pictures.AnimatedGif));
        Assert.True(ImageDecoder.ReadHeader(Pictures.AnimatedGif).IsAnimated);
        Assert.Equal(Pictures.Plain(4, 2, 255, 0, 0).Pixels, ImageDecoder.Decode(Pictures.AnimatedGif).Pixels);
    }

    [Fact]
    public void AnimatedWebP_GivesItsFirstFrame()
    {
        Assert.True(ImageDecoder.ReadHeader(Pictures.AnimatedWebP).IsAnimated);
        Assert.Equal(Pictures.Plain(4, 2, 255, 0, 0).Pixels, ImageDecoder.Decode(Pictures.AnimatedWebP).Pixels);
    }

    [Fact]
    public void LibraryVersion_IsTold() => Assert.StartsWith("8.", TransferKit.Imaging.Vips.VipsLibrary.Version);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ProgressiveAndBaselineJpeg_AreRead(bool progressive)
    {
        var picture = Pictures.Gradient(64, 48);
        var file = picture.Save("jpegsave_buffer", settings: save => save.Set("interlace", progressive ? 1 : 0).Set("Q", 95));
        Assert.InRange(ImageAssert.Difference(picture, ImageDecoder.Decode(file)), 0, 6);
    }
}
