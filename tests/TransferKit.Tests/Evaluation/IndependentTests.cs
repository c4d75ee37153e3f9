using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

public sealed class IndependentTests
{
    [Fact]
    public void Difference_IsThatOfNewcombesExample()
    {
        // Newcombe (1998), table II, (a): 56/70 less 48/80, method 10: 0.0524 to 0.3339.
        var difference = Independent.Difference(Proportion.Of(56, 70)!.Value, Proportion.Of(48, 80)!.Value);

        Assert.Equal((0.2, 0.0524, 0.3339), (Math.Round(difference.Value, 4), Math.Round(difference.Low, 4), Math.Round(difference.High, 4)));
        Assert.Equal(150, difference.N);
    }
}
