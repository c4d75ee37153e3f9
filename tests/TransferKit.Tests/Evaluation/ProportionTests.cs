using TransferKit.Evaluation;
using TransferKit.Foundation;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class ProportionTests
{
    // scipy.stats.binomtest(hits, rows).proportion_ci(method='wilson')
    [Theory]
    [InlineData(0, 10, 0.0, 0.27753279986)]
    [InlineData(10, 10, 0.7224672001, 1.0)]
    [InlineData(7, 10, 0.3967781474, 0.8922087325)]
    [InlineData(219, 240, 0.8699448520, 0.9420581640)]
    [InlineData(1, 1, 0.2065493143, 1.0)]
    public void Wilson_EqualsScipy(int hits, int rows, double low, double high) =>
        AssertInterval(Proportion.Of(hits, rows), (double)hits / rows, low, high, 1e-8);

    [Fact]
    public void NoRows_GiveNull() => Assert.Null(Proportion.Of(0, 0));

    [Fact]
    public void LoneRows_AreAsIndependentRows() =>
        Assert.Equal(Proportion.Of(1, 3), Proportion.Of([true, false, false], new RowGroups(["a", null, ""])));

    // Every row four times, as groups of four: as sure as the single rows, but for Student's t with 29 degrees of freedom.
    [Fact]
    public void RowsRepeatedWithinGroups_TellNothingNew()
    {
        var hit = Enumerable.Range(0, 30).Select(row => row % 3 > 0).ToArray();
        var single = Proportion.Of(hit, RowGroups.None(30))!.Value;
        var repeated = Proportion.Of(
            hit.SelectMany(value => Enumerable.Repeat(value, 4)).ToArray(),
            new RowGroups([.. Enumerable.Range(0, 120).Select(row => $"{row / 4}")]))!.Value;
        Assert.Equal(single.Value, repeated.Value, 1e-12);
        Assert.InRange((repeated.High - repeated.Low) / (single.High - single.Low), 1.0, 1.08);
    }

    [Fact]
    public void AllRight_CountsGroupsNotRows()
    {
        var groups = new RowGroups([.. Enumerable.Range(0, 40).Select(row => $"{row / 4}")]);
        var grouped = Proportion.Of(Enumerable.Repeat(true, 40).ToArray(), groups)!.Value;
        Assert.Equal(1, grouped.High);
        Assert.InRange(grouped.Low, 0.6, Proportion.Of(10, 10)!.Value.Low);
    }

    [Theory]
    [InlineData(20, 0.9)]
    [InlineData(50, 0.6)]
    public void Wilson_CoversAsOftenAsItSays(int rows, double truth)
    {
        var random = new RandomStream(1, "wilson");
        var covered = Enumerable.Range(0, 4_000).Count(_ =>
        {
            var hits = Enumerable.Range(0, rows).Count(_ => random.NextDouble() < truth);
            return Covers(Proportion.Of(hits, rows), truth);
        });
        Assert.InRange(covered / 4_000.0, 0.93, 0.975);
    }

    // Rows of a group share a hidden ease: intervals that ignored it would cover some 75 %.
    [Fact]
    public void GroupedWilson_CoversAsOftenAsItSays()
    {
        var random = new RandomStream(1, "grouped");
        var groups = new RowGroups([.. Enumerable.Range(0, 150).Select(row => $"{row / 5}")]);
        var covered = Enumerable.Range(0, 1_000).Count(_ =>
        {
            var hits = Enumerable.Range(0, 30).SelectMany(_ =>
            {
                var ease = random.NextDouble() < 0.7 ? 0.95 : 0.3;
                return Enumerable.Range(0, 5).Select(_ => random.NextDouble() < ease).ToArray();
            });
            return Covers(Proportion.Of(hits.ToArray(), groups), (0.7 * 0.95) + (0.3 * 0.3));
        });
        Assert.InRange(covered / 1_000.0, 0.925, 0.98);
    }

    private static bool Covers(Interval? interval, double truth) => interval!.Value.Low <= truth && truth <= interval.Value.High;

    // Its ends for three classes are held against numpy and scipy in MetricTruthTests.
    [Fact]
    public void MeanOfOneClass_IsItsShare() => Assert.Equal(Proportion.Of(17, 20), Proportion.OfMean([17], [20]));

    [Fact]
    public void MeanOfClasses_AllRight_IsNoCertainty()
    {
        var mean = Proportion.OfMean([10, 5], [10, 5])!.Value;
        Assert.Equal((1, 1, 15), (mean.Value, mean.High, mean.N));
        Assert.InRange(mean.Low, Proportion.Of(5, 5)!.Value.Low, Proportion.Of(15, 15)!.Value.Low);
    }

    [Fact]
    public void MeanOfNoClasses_IsNull() => Assert.Null(Proportion.OfMean([], []));
}
