using TransferKit.Foundation;
using TransferKit.Training.Heads;

namespace TransferKit.Tests.Training.Heads;

public class MixUpTests
{
    private const int Rows = 8;

    /// <summary>Each row has a feature of its own, so that the result shows partner and share.</summary>
    [Fact]
    public void TheLossOfAMixture_IsTheMixtureOfTheLosses()
    {
        float[] targets = [.. Enumerable.Range(0, Rows).SelectMany(row => new[] { row % 2f, 1 - (row % 2f) })];
        float[] weights = [.. Enumerable.Range(0, Rows).Select(row => (row + 1) / 36f)];
        var (mixedFeatures, mixedTargets, mixedWeights) = (Identity(), targets.ToArray(), weights.ToArray());
        new MixUp(1).Apply(mixedFeatures, mixedTargets, mixedWeights, new(7, "mixup"));
        Assert.Equal(1, mixedWeights.Sum(), 1e-6);
        for (var row = 0; row < Rows; row++)
        {
            var shares = mixedFeatures.AsSpan(row * Rows, Rows).ToArray();
            Assert.Equal(1, shares.Sum(), 1e-6);
            Assert.InRange(shares.Count(share => share > 0), 1, 2);
            Assert.Equal(shares.Zip(weights, (share, weight) => share * weight).Sum(), mixedWeights[row], 1e-6);
            for (var output = 0; output < 2; output++)
            {
                var expected = shares.Select((share, from) => share * weights[from] * targets[(from * 2) + output]).Sum();
                Assert.Equal(expected, mixedWeights[row] * mixedTargets[(row * 2) + output], 1e-6);
            }
        }
    }

    [Fact]
    public void RowsOfNoWeight_GiveNumbers()
    {
        var targets = new float[Rows];
        new MixUp(0.2).Apply(Identity(), targets, new float[Rows], new(7, "mixup"));
        Assert.All(targets, target => Assert.Equal(0, target));
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.2)]
    [InlineData(1)]
    public void Shares_HaveTheMomentsOfTheBetaDistribution(double strength)
    {
        var random = new RandomStream(7, "beta");
        var mixUp = new MixUp(strength);
        var shares = Enumerable.Range(0, 20_000).Select(_ => mixUp.Share(random)).ToArray();
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.InRange(shares.Average(), 0.48, 0.52);
        var variance = 1 / (4 * ((2 * strength) + 1));
        Assert.InRange(shares.Average(share => Math.Pow(share - 0.5, 2)), variance * 0.95, variance * 1.05);
    }

    private static float[] Identity() => [.. Enumerable.Range(0, Rows * Rows).Select(i => i / Rows == i % Rows ? 1f : 0f)];
}
