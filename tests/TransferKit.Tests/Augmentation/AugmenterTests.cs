using TransferKit.Augmentation;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Imaging.Resizing;

namespace TransferKit.Tests.Augmentation;

public sealed class AugmenterTests
{
    private static readonly TargetSize Size = new(24, 16, ResizeMode.Stretch);

    [Fact]
    public void AVariant_IsTheSameOnAnyThreadAndAfterAnyOther()
    {
        var augmenter = new Augmenter(AugmentationOptions.Strong, 7, Size);
        var source = Source(augmenter);
        byte[][] Variants(IEnumerable<int> numbers) =>
            [.. numbers.AsParallel().WithDegreeOfParallelism(4).Select(n => (n, augmenter.Variant(source, Hash("a"), n).Pixels)).OrderBy(v => v.n).Select(v => v.Pixels)];
        var forwards = Variants(Enumerable.Range(1, 40));
        var backwards = Variants(Enumerable.Range(1, 40).Reverse());
        Assert.Equal(forwards, backwards);
        Assert.Equal(forwards[4], new Augmenter(AugmentationOptions.Strong, 7, Size).Variant(source, Hash("a"), 5).Pixels);
        Assert.Equal(40, forwards.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void OtherSeedContentOrNumber_GivesAnotherVariant()
    {
        var augmenter = new Augmenter(AugmentationOptions.Light, 7, Size);
        var source = Source(augmenter);
        byte[][] variants =
        [
            augmenter.Variant(source, Hash("a"), 1).Pixels,
            augmenter.Variant(source, Hash("a"), 2).Pixels,
            augmenter.Variant(source, Hash("b"), 1).Pixels,
            new Augmenter(AugmentationOptions.Light, 8, Size).Variant(source, Hash("a"), 1).Pixels,
        ];
        Assert.Equal(4, variants.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void LeavingAChangeOut_DoesNotAlterTheOthers()
    {
        var flip = new AugmentationOptions { Flip = new() };
        var both = flip with { Colour = new() { Brightness = 0, Contrast = 0, Saturation = 0, Hue = 0 }, Rotation = new() { Degrees = 0 } };
        for (var number = 1; number <= 20; number++)
        {
            var source = Source(new(flip, 7, Size));
            Assert.Equal(
                new Augmenter(flip, 7, Size).Variant(source, Hash("a"), number).Pixels,
                new Augmenter(both, 7, Size).Variant(source, Hash("a"), number).Pixels);
        }
    }

    [Fact]
    public void TheSource_StaysAsItIs_AndVariantsHaveTheSizeWanted()
    {
        foreach (var options in AugmentationOptions.Presets.Values)
        {
            var augmenter = new Augmenter(options, 7, Size);
            var source = Source(augmenter);
            var before = source.Pixels.ToArray();
            var variant = augmenter.Variant(source, Hash("a"), 1);
            Assert.Equal(before, source.Pixels);
            Assert.Equal((24, 16), (variant.Width, variant.Height));
        }
    }

    private static ContentHash Hash(string text) => ContentHash.Of(text);

    private static RgbImage Source(Augmenter augmenter)
    {
        var random = new RandomStream(3, "picture");
        var (width, height) = (augmenter.SourceSize.Width, augmenter.SourceSize.Height);
        return new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(_ => (byte)random.NextInt32(256))]);
    }
}
