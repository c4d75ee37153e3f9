using TransferKit.Imaging;
using TransferKit.Imaging.Vips;
using TransferKit.Tests.Imaging.Colours;

namespace TransferKit.Tests.Imaging;

public sealed class ColourTests
{
    private const int Grey = 1;
    private const int Grey16 = 26;
    private const int Rgb16 = 25;

    [Theory]
    [InlineData("pngsave_buffer")]
    [InlineData("jpegsave_buffer")]
    [InlineData("tiffsave_buffer")]
    public void Grey_BecomesRgb(string saver)
    {
        var file = Pictures.Plain(10, 6, 90, 90, 90).Save(saver, image => To(image, Grey));
        ImageAssert.Pixel(ImageDecoder.Decode(file), 5, 3, 90, 90, 90, 1);
    }

    [Theory]
    [InlineData("pngsave_buffer", Rgb16)]
    [InlineData("tiffsave_buffer", Rgb16)]
    [InlineData("pngsave_buffer", Grey16)]
    public void SixteenBits_BecomeEight(string saver, int colours)
    {
        var file = Pictures.Plain(10, 6, 200, 200, 200).Save(saver, image => To(image, colours));
        ImageAssert.Pixel(ImageDecoder.Decode(file), 5, 3, 200, 200, 200, 1);
        ImageAssert.Pixel(ImageDecoder.Decode(file, 4, 4, ResizeMode.Stretch), 2, 2, 200, 200, 200, 1);
    }

    [Theory]
    [InlineData("pngsave_buffer", 0, 255, 255, 255)]
    [InlineData("pngsave_buffer", 128, 227, 127, 167)]
    [InlineData("webpsave_buffer", 0, 255, 255, 255)]
    [InlineData("tiffsave_buffer", 128, 227, 127, 167)]
    public void Transparency_IsLaidOnWhite(string saver, int alpha, int red, int green, int blue)
    {
        var file = Pictures.Plain(10, 6, 200, 0, 80).Save(saver, image => WithAlpha(image, alpha));
        ImageAssert.Pixel(ImageDecoder.Decode(file), 5, 3, red, green, blue, 1);
    }

    [Fact]
    public void SixteenBitTransparency_IsLaidOnWhite()
    {
        var file = Pictures.Plain(10, 6, 200, 0, 80).Save("pngsave_buffer", image =>
        {
            using var deep = To(image, Rgb16);
            return WithAlpha(deep, 0);
        });
        ImageAssert.Pixel(ImageDecoder.Decode(file), 5, 3, 255, 255, 255);
    }

    [Theory]
    [InlineData("jpegsave_buffer")]
    [InlineData("tiffsave_buffer")]
    public void Cmyk_BecomesRgb(string saver)
    {
        var file = Pictures.Plain(10, 6, 200, 60, 60).Save(saver, image => To(image, (int)VipsColours.Cmyk));
        ImageAssert.Pixel(ImageDecoder.Decode(file), 5, 3, 200, 60, 60, 12);
    }

    [Fact]
    public void EmbeddedProfile_IsHonoured()
    {
        var wide = WideGamutJpeg();
        // The same numbers mean a stronger red in Display P3 than in sRGB.
        var image = ImageDecoder.Decode(wide);
        Assert.InRange(image.Pixels[0], 213, 230);
        Assert.InRange(image.Pixels[1], 0, 45);
    }

    [Fact]
    public void DamagedProfile_IsIgnored()
    {
        var file = WideGamutJpeg();
        var at = file.AsSpan().IndexOf("acsp"u8);
        file.AsSpan(at, 200).Fill(0xAA);
        ImageAssert.Pixel(ImageDecoder.Decode(file), 5, 3, 200, 60, 60, 4);
    }

    [Fact]
    public void FloatingPointSamples_AreRefusedByName() => ImageAssert.Refused(Pictures.FloatTiff, "floating point");

    /// <summary>Pixels of 200, 60, 60 labelled as Display P3.</summary>
    private static byte[] WideGamutJpeg()
    {
        var labelled = Pictures.Plain(10, 6, 200, 60, 60).Save("pngsave_buffer", settings: save => save.Set("profile", "p3"));
        var profile = VipsLibrary.Run(VipsMode.Photos, () => Profile(labelled));
        var jpeg = Pictures.Plain(10, 6, 200, 60, 60).Encode(ImageFormat.Jpeg);
        return Profiles.Embed(jpeg, profile);
    }

    private static unsafe byte[] Profile(byte[] png)
    {
        fixed (byte* bytes = png)
        {
            using var image = new VipsLoader(ImageFormat.Png, bytes, png.Length).Open();
            return image.ColourProfile.ToArray();
        }
    }

    private static VipsImage To(VipsImage image, int colours) => image.Then("colourspace").Set("space", colours).Build();

    private static VipsImage WithAlpha(VipsImage image, int alpha) =>
        image.Then("bandjoin_const").Set("c", [(double)alpha]).Build();
}
