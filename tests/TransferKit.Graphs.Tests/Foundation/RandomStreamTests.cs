using TransferKit.Foundation;

namespace TransferKit.Graphs.Tests.Foundation;

public class RandomStreamTests
{
    [Fact]
    public void SamePurpose_GivesSameNumbers() =>
        Assert.Equal(new RandomStream(7, "shuffle", "label").NextBits(), new RandomStream(7, "shuffle", "label").NextBits());

    [Fact]
    public void OtherPurposeOrSeed_GivesOtherNumbers()
    {
        var numbers = new[] { new RandomStream(7, "a"), new RandomStream(7, "b"), new RandomStream(8, "a") }.Select(s => s.NextBits());
        Assert.Equal(3, numbers.Distinct().Count());
    }

    [Fact]
    public void NextInt32_IsUniform()
    {
        var stream = new RandomStream(1, "uniform");
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++)
        {
            counts[stream.NextInt32(6)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void NextGaussian_HasMeanZeroAndVarianceOne()
    {
        var stream = new RandomStream(1, "normal");
        var values = Enumerable.Range(0, 50_000).Select(_ => stream.NextGaussian()).ToArray();
        Assert.InRange(values.Average(), -0.02, 0.02);
        Assert.InRange(values.Average(v => v * v), 0.97, 1.03);
    }
}
