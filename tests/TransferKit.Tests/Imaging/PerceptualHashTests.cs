using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class PerceptualHashTests
{
    [Fact]
    public void RecompressedAndResizedCopies_AreNear()
    {
        var scene = Scene("one");
        var hash = PerceptualHash.Of(scene.Encode(ImageFormat.Png));
        byte[][] copies =
        [
            scene.Encode(ImageFormat.Jpeg), scene.Encode(ImageFormat.WebP), scene.Encode(ImageFormat.Bmp),
            scene.Save("jpegsave_buffer", settings: save => save.Set("Q", 40)),
            scene.Resize(150, 110, ResizeMode.Stretch).Encode(ImageFormat.Jpeg),
        ];
        Assert.All(copies, copy => Assert.InRange(PerceptualHash.HammingDistance(hash, PerceptualHash.Of(copy)), 0, 4));
        Assert.InRange(PerceptualHash.HammingDistance(hash, PerceptualHash.Of(scene)), 0, 2);
    }

    [Fact]
    public void OtherScenes_AreFar()
    {
        var hashes = Enumerable.Range(0, 12).Select(i => PerceptualHash.Of(Scene($"scene {i}"))).ToArray();
        for (var i = 0; i < hashes.Length; i++)
        {
            Assert.All(hashes[..i], other => Assert.InRange(PerceptualHash.HammingDistance(hashes[i], other), 12, 64));
        }
    }

    [Fact]
    public void Bits_TellWhereItGetsBrighter()
    {
        Assert.Equal(ulong.MaxValue, PerceptualHash.Of(Pictures.Gradient(90, 80)));
        Assert.Equal(0UL, PerceptualHash.Of(Pictures.Plain(90, 80, 7, 7, 7)));
        Assert.Equal(64, PerceptualHash.HammingDistance(ulong.MaxValue, 0));
    }

    /// <summary>A smooth picture made of a few random colours.</summary>
    private static RgbImage Scene(string name)
    {
        var random = new RandomStream(5, name);
        var colours = Enumerable.Range(0, 9 * 8 * 3).Select(_ => (byte)random.NextInt32(256)).ToArray();
        return new RgbImage(9, 8, colours).Resize(400, 300, ResizeMode.Stretch);
    }
}
