using FsCheck.Xunit;
using TransferKit.Artifacts;
using TransferKit.Foundation;

namespace TransferKit.Tests.Artifacts;

public class SeenImagesTests
{
    [Property]
    public void WrittenAndRead_TheSameImagesAreSeen(int[] seen, int other)
    {
        var images = SeenImages.FromBase64(SeenImages.Of(seen.Select(Hash)).ToBase64());
        Assert.Equal(seen.Distinct().Count(), images.Count);
        Assert.All(seen, image => Assert.True(images.Contains(Hash(image))));
        Assert.Equal(seen.Contains(other), images.Contains(Hash(other)));
    }

    [Property]
    public void Text_DoesNotDependOnTheOrder(int[] seen) =>
        Assert.Equal(SeenImages.Of(seen.Select(Hash)).ToBase64(), SeenImages.Of(seen.Reverse().Concat(seen).Select(Hash)).ToBase64());

    [Fact]
    public void Union_HoldsBoth()
    {
        var both = SeenImages.Of([Hash(1), Hash(2)]).Union(SeenImages.Of([Hash(2), Hash(3)]));
        Assert.Equal(3, both.Count);
        Assert.True(both.Contains(Hash(1)) && both.Contains(Hash(3)));
    }

    [Fact]
    public void Text_IsTheFirstEightBytesInOrder()
    {
        var hashes = new[] { new ContentHash("ff" + new string('0', 62)), new ContentHash("01" + new string('0', 62)) };
        Assert.Equal("AQAAAAAAAAD/AAAAAAAAAA==", SeenImages.Of(hashes).ToBase64());
    }

    private static ContentHash Hash(int image) => ContentHash.Of($"{image}");
}
