using TransferKit.Foundation;
using TransferKit.Training.Heads;
using TransferKit.Training.Suffixes;

namespace TransferKit.Tests.Training.Suffixes;

/// <summary>Mixtures of activations at the cut.</summary>
public class MixingTests
{
    private const int Height = 7;
    private const int Width = 5;

    [Fact]
    public void CutMix_PastesARectangleOfTheShareThatTargetsHave()
    {
        var random = new RandomStream(7, "cutmix");
        var seen = new HashSet<float>();
        for (var draw = 0; draw < 200; draw++)
        {
            var (mixture, pasted) = new CutMix(1, Height, Width).Draw(4, random);
            var mixing = new BatchMixing(mixture, pasted, Width);
            var mixed = new float[Height * Width * 3];
            mixing.Mix(new float[mixed.Length], Enumerable.Repeat(1f, mixed.Length).ToArray(), 3, mixed);
            Assert.Equal(1 - mixture.Share, mixed.Average(), 1e-6f);
            Assert.InRange(pasted.Top, 0, pasted.Bottom);
            Assert.InRange(pasted.Bottom, pasted.Top, Height);
            Assert.InRange(pasted.Left, 0, pasted.Right);
            Assert.InRange(pasted.Right, pasted.Left, Width);
            seen.Add(mixture.Share);
        }

        Assert.True(seen.Count > 10);
    }

    [Fact]
    public void MixUp_IsTheWeightedMeanOfBoth()
    {
        var mixing = new BatchMixing(new Mixture(0.25f, [1, 0]), null, Width);
        var mixed = new float[2];
        mixing.Mix([4, 8], [0, 4], 1, mixed);
        Assert.Equal([1, 5], mixed);
    }

    [Fact]
    public void BothAskedFor_DrawsOneOrTheOther()
    {
        var random = new RandomStream(7, "both");
        var pasted = Enumerable.Range(0, 100).Count(_ => BatchMixing.Draw(new(0.4), new(1, Height, Width), 8, Width, random)!.Pasted is not null);
        Assert.InRange(pasted, 25, 75);
        Assert.Null(BatchMixing.Draw(null, null, 8, Width, random));
    }
}
