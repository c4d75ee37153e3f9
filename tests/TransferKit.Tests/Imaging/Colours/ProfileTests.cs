using TransferKit.Imaging;
using TransferKit.Imaging.Vips;

namespace TransferKit.Tests.Imaging.Colours;

public sealed class ProfileTests
{
    public static TheoryData<string> Measured => ["adobe", "generic", "steep", "flat"];

    [Theory]
    [MemberData(nameof(Measured))]
    public void CurvesAndMatrix_AreMeasuredToOneLevel(string name)
    {
        Assert.NotNull(Profiles.Measure(Named(name)));
        var file = Profiles.Embed(Colourful().Encode(ImageFormat.Jpeg), Named(name));
        Assert.InRange(LargestDifference(Profiles.ByVips(file), ImageDecoder.Decode(file).Pixels), 0, 1);
    }

    [Theory]
    [MemberData(nameof(Measured))]
    public void CurvesAndMatrix_ChangeThePicture(string name)
    {
        var plain = Colourful().Encode(ImageFormat.Jpeg);
        var changed = ImageDecoder.Decode(Profiles.Embed(plain, Named(name)));
        Assert.InRange(LargestDifference(ImageDecoder.Decode(plain).Pixels, changed.Pixels), 10, 255);
    }

    [Fact]
    public void Table_GoesThroughLibvips()
    {
        Assert.Null(Profiles.Measure(Profiles.Table()));
        var file = Profiles.Embed(Colourful().Encode(ImageFormat.Jpeg), Profiles.Table());
        Assert.Equal(Profiles.ByVips(file), ImageDecoder.Decode(file).Pixels);
    }

    [Fact]
    public void GreyProfile_GoesThroughLibvips()
    {
        var grey = Colourful().Save("jpegsave_buffer", image => image.Then("colourspace").Set("space", 1).Build());
        var file = Profiles.Embed(grey, Profiles.Grey(1.0));
        var image = ImageDecoder.Decode(file);
        Assert.Equal(Profiles.ByVips(file), image.Pixels);
        Assert.InRange(LargestDifference(ImageDecoder.Decode(grey).Pixels, image.Pixels), 10, 255);
    }

    [Fact]
    public void InkProfile_GoesThroughLibvips()
    {
        var file = Colourful().Save(
            "jpegsave_buffer",
            image => image.Then("colourspace").Set("space", (int)VipsColours.Cmyk).Build(),
            save => save.Set("profile", "cmyk"));
        Assert.Equal(Profiles.ByVips(file), ImageDecoder.Decode(file).Pixels);
    }

    [Theory]
    [InlineData(0, 128)]
    [InlineData(36, 40)]
    [InlineData(128, 216)]
    [InlineData(216, 400)]
    public void DamagedProfile_IsIgnored(int from, int end)
    {
        var profile = Named("adobe");
        profile.AsSpan(from..Math.Min(end, profile.Length)).Fill(0xAA);
        var plain = Colourful().Encode(ImageFormat.Jpeg);
        var damaged = ImageDecoder.Decode(Profiles.Embed(plain, profile));
        Assert.InRange(LargestDifference(ImageDecoder.Decode(plain).Pixels, damaged.Pixels), 0, 2);
    }

    [Fact]
    public void ProfileOfAnotherKindOfPicture_IsIgnored()
    {
        var plain = Colourful().Encode(ImageFormat.Jpeg);
        var file = Profiles.Embed(plain, Profiles.Grey(1.0));
        Assert.InRange(LargestDifference(ImageDecoder.Decode(plain).Pixels, ImageDecoder.Decode(file).Pixels), 0, 2);
    }

    private static byte[] Named(string name) => name switch
    {
        "adobe" => Profiles.Rgb(2.19921875, Profiles.AdobePrimaries),
        "generic" => Profiles.Rgb(1.8, Profiles.GenericPrimaries),
        "steep" => Profiles.Rgb(3, Profiles.GenericPrimaries),
        _ => Profiles.Rgb(1, Profiles.AdobePrimaries),
    };

    /// <summary>Strong and weak colours, dark and light.</summary>
    private static RgbImage Colourful()
    {
        var image = Pictures.Gradient(64, 64);
        for (var i = 0; i < image.Pixels.Length; i += RgbImage.Channels)
        {
            image.Pixels[i + 2] = (byte)(i / RgbImage.Channels * 37);
        }

        return image;
    }

    private static int LargestDifference(byte[] expected, byte[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        return expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
    }
}
