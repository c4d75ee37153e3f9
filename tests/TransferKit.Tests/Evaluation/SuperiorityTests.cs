using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Tests.Evaluation;

public sealed class SuperiorityTests
{
    [Fact]
    public void TheValue_CountsPairsAndHalfOfTies()
    {
        // Of 6 pairs: 2 and 3 are above 1, 3 is above 2, 2 ties with 2; 1 is above nothing and ties with 1.
        var figure = Superiority.Of([1, 2], [1, 2, 3])!.Value;

        Assert.Equal(4.0 / 6, figure.Value, 12);
        Assert.Equal(5, figure.N);
        Assert.InRange(figure.Value, figure.Low, figure.High);
    }

    [Fact]
    public void ThePValue_IsThatOfMannAndWhitneyWithTies()
    {
        // By hand: U = 37.5 of 42 pairs, spread sqrt(42 / 12 * (14 - 66 / 156)), z = (16.5 - 0.5) / 6.893.
        Assert.Equal(0.0203, Superiority.PValue([1, 2, 3, 4, 5, 5], [4, 5, 6, 7, 8, 5, 9]), 4);
        Assert.Equal(1, Superiority.PValue([2, 2, 2], [2, 2]));
        Assert.Equal(1, Superiority.PValue([], [2, 2]));
    }

    [Fact]
    public void GroupsThatDoNotOverlap_StillHaveAnInterval()
    {
        var apart = Superiority.Of([1, 2, 3, 4], [5, 6, 7, 8, 9])!.Value;
        Assert.Equal(1, apart.Value);
        Assert.InRange(apart.Low, 0.5, 0.95);
        Assert.Equal(1 - apart.Low, Superiority.Of([5, 6, 7, 8, 9], [1, 2, 3, 4])!.Value.High, 9);
        Assert.Null(Superiority.Of([1], [2, 3]));
    }

    [Theory]
    [InlineData(25, 60, 0.0)]
    [InlineData(40, 40, 1.0)]
    public void TheInterval_HoldsTheTruthAboutAsOftenAsItSays(int m, int n, double shift)
    {
        // Of two normals whose means differ by shift.
        var truth = MathNet.Numerics.Distributions.Normal.CDF(0, 1, shift / Math.Sqrt(2));
        var stream = new RandomStream(7, "superiority");
        var holds = Enumerable.Range(0, 1_000).Count(_ =>
        {
            var figure = Superiority.Of([.. Draw(m, 0)], [.. Draw(n, shift)])!.Value;
            return figure.Low <= truth && truth <= figure.High;
        });
        Assert.InRange(holds, 925, 975);
        IEnumerable<double> Draw(int count, double mean) => Enumerable.Range(0, count).Select(_ => stream.NextGaussian() + mean).ToArray();
    }
}
