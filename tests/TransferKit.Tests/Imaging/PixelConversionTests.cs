using FsCheck.Xunit;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class PixelConversionTests
{
    private static readonly float[] Scale = [0.5f, 1 / 58.4f, -3];
    private static readonly float[] Offset = [1, -2.1f, 0.25f];

    [Property(MaxTest = 60)]
    public void Conversions_FollowTheFormula(byte width, byte height)
    {
        int columns = (width % 40) + 1, rows = (height % 9) + 1, count = columns * rows;
        var image = Noise(columns, rows);
        float[] planar = new float[3 * count], interleaved = new float[3 * count], plain = new float[3 * count];

        image.CopyToPlanar(planar, Scale, Offset);
        image.CopyToInterleaved(interleaved, Scale, Offset);
        image.CopyToPlanar(plain);

        for (var i = 0; i < 3 * count; i++)
        {
            var channel = i % 3;
            var expected = (image.Pixels[i] * Scale[channel]) + Offset[channel];
            Assert.Equal(expected, interleaved[i]);
            Assert.Equal(expected, planar[(channel * count) + (i / 3)]);
            Assert.Equal(image.Pixels[i], plain[(channel * count) + (i / 3)]);
        }
    }

    [Fact]
    public void WrongLengths_AreRefused()
    {
        var image = Noise(4, 4);
        Assert.Throws<ArgumentException>(() => image.CopyToPlanar(new float[47]));
        Assert.Throws<ArgumentException>(() => image.CopyToInterleaved(new float[48], [1, 2], [1, 2, 3]));
    }

    private static RgbImage Noise(int width, int height)
    {
        var random = new RandomStream(1, "pixels");
        return new RgbImage(width, height, [.. Enumerable.Range(0, width * height * 3).Select(_ => (byte)random.NextInt32(256))]);
    }
}
