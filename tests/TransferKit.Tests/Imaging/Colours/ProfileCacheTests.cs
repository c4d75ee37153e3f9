using System.Runtime.Intrinsics;
using TransferKit.Imaging;
using TransferKit.Imaging.Colours;

namespace TransferKit.Tests.Imaging.Colours;

public sealed class ProfileCacheTests
{
    [Fact]
    public void SameBytes_AreMeasuredOnce()
    {
        var measured = 0;
        var cache = new ProfileCache(_ =>
        {
            measured++;
            return Transform(0);
        });
        Assert.Same(cache.Find([1, 2]), cache.Find([1, 2]));
        Assert.NotSame(cache.Find([1, 2]), cache.Find([1, 3]));
        Assert.Equal(2, measured);
    }

    [Fact]
    public void ProfileForLibvips_IsRememberedToo()
    {
        var measured = 0;
        var cache = new ProfileCache(_ =>
        {
            measured++;
            return null;
        });
        Assert.Null(cache.Find([1]));
        Assert.Null(cache.Find([1]));
        Assert.Equal(1, measured);
    }

    [Fact]
    public void ManyProfilesOnManyThreads_StayWithinTheBound()
    {
        const int Most = 8;
        var cache = new ProfileCache(profile => Transform(profile[0]), Most);
        Parallel.For(0, 4000, i =>
        {
            byte[] profile = [(byte)(i % 31)];
            byte[] pixel = [0, 0, 0];
            cache.Find(profile)!.Apply(pixel);
            Assert.Equal(Expected(profile[0]), pixel);
            Assert.InRange(cache.Count, 1, Most);
        });
    }

    [Fact]
    public void Threads_GiveTheSamePixels()
    {
        var profile = Profiles.Rgb(1.8, Profiles.GenericPrimaries);
        var file = Profiles.Embed(Pictures.Gradient(64, 48).Encode(ImageFormat.Jpeg), profile);
        var expected = ImageDecoder.Decode(file).Pixels;
        Parallel.For(0, 64, _ => Assert.Equal(expected, ImageDecoder.Decode(file).Pixels));
    }

    private static byte[] Expected(byte number)
    {
        byte[] pixel = [0, 0, 0];
        Transform(number).Apply(pixel);
        Assert.Equal(SrgbCurve.Encode(3 * number / 255f), pixel[0]);
        return pixel;
    }

    private static ProfileTransform Transform(byte number)
    {
        var light = new Vector128<float>[ProfileTransform.Levels * RgbImage.Channels];
        Array.Fill(light, Vector128.Create(number / 255f));
        return new ProfileTransform(light);
    }
}
