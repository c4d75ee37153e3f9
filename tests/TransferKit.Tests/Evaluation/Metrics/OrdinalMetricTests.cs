using FsCheck.Xunit;
using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;
using static TransferKit.Tests.Evaluation.OrdinalFixture;

namespace TransferKit.Tests.Evaluation.Metrics;

/// <summary>
/// Against scikit-learn 1.2.1 and scipy 1.10.1 on the rows of <see cref="OrdinalFixture"/>. The ends of an interval are those of
/// scipy.stats.bootstrap((np.arange(50),), f, n_resamples=20000, method='BCa', confidence_level=level(50), vectorized=False, random_state=1), where f
/// takes row numbers; level, and the ends of log loss, are as in <see cref="MetricTruthTests"/>.
/// </summary>
public class OrdinalMetricTests
{
    private static readonly BootstrapOptions Fine = new() { Resamples = 20_000 };

    public static TheoryData<string> Names => [.. OrdinalMetrics.All.Select(metric => metric.Name)];

    // cohen_kappa_score(y, yh, weights='quadratic')
    [Fact]
    public void Kappa_EqualsScikitLearn() => Fixture.AssertInterval(
        OrdinalMetrics.Kappa.Measure(First, Fine), 0.6568627451, 0.4793, 0.77778, 0.008, 1e-9);

    // accuracy_score(y, yh); scipy.stats.binomtest(28, 50).proportion_ci(method='wilson')
    [Fact]
    public void Accuracy_EqualsScikitLearnAndWilson() => Fixture.AssertInterval(
        OrdinalMetrics.Accuracy.Measure(First), 0.56, 0.4230602802, 0.6883780079, 1e-7);

    // mean_absolute_error(y, yh)
    [Fact]
    public void MeanAbsoluteError_EqualsScikitLearn() => Fixture.AssertInterval(
        OrdinalMetrics.MeanAbsoluteError.Measure(First, Fine), 0.48, 0.32, 0.66, 0.021);

    // log_loss(y, p)
    [Fact]
    public void LogLoss_EqualsScikitLearn() => Fixture.AssertInterval(
        OrdinalMetrics.LogLoss.Measure(First, Fine), 1.1377921, 1.00189, 1.38103, 0.01);

    // Labels 0, 1, 2, predictions 0, 2, 2: mean squared difference 1/3; by chance 5/3 + 8/3 - 2 * 1 * 4/3 = 5/3.
    [Fact]
    public void Kappa_OfThreeRows_ByHand() =>
        Assert.Equal(0.8, OrdinalMetrics.Kappa.Measure(Predicting([0, 2, 2], [0, 1, 2], 3))!.Value.Value, 1e-12);

    [Fact]
    public void Kappa_RunsFromMinusOneToOne()
    {
        int[] labels = [0, 2, 0, 2, 0, 2];
        Assert.Equal(1, OrdinalMetrics.Kappa.Measure(Predicting(labels, labels, 3))!.Value.Value);
        Assert.Equal(-1, OrdinalMetrics.Kappa.Measure(Predicting([2, 0, 2, 0, 2, 0], labels, 3))!.Value.Value);
        Assert.Equal(0, OrdinalMetrics.Kappa.Measure(Predicting([1, 1, 1, 1, 1, 1], labels, 3))!.Value.Value);
    }

    // Cohen's definition: weights (a - b)^2, observed and expected tables.
    [Property(MaxTest = 100)]
    public bool Kappa_EqualsTheTableOfLevels(int seed)
    {
        var random = new RandomStream(seed, "kappa");
        var count = 2 + random.NextInt32(30);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(Levels))];
        int[] predicted = [.. labels.Select(label => random.NextDouble() < 0.6 ? label : random.NextInt32(Levels))];
        var rows = Predicting(predicted, labels, Levels);
        var confusion = new ConfusionMatrix(rows);
        var (observed, expected) = (0.0, 0.0);
        for (var a = 0; a < Levels; a++)
        {
            for (var b = 0; b < Levels; b++)
            {
                var weight = (a - b) * (a - b);
                observed += weight * confusion[a, b];
                expected += weight * (double)confusion.RowsOf(a) * predicted.Count(level => level == b) / count;
            }
        }

        return OrdinalMetrics.Kappa.Measure(rows, new() { Resamples = 100 }) is { } kappa
            ? Math.Abs(kappa.Value - (1 - (observed / expected))) < 1e-9 && kappa.Low <= kappa.Value && kappa.Value <= kappa.High
            : expected == 0;
    }

    // f = lambda u: kappa(np.arange(50).reshape(10, 5)[u].ravel()), with np.arange(10) drawn
    [Fact]
    public void GroupedRows_AreDrawnTogether() => Fixture.AssertInterval(
        OrdinalMetrics.Kappa.Measure(Grouped, Fine), 0.6568627451, 0.47746, 0.78455, 0.008);

    [Theory]
    [MemberData(nameof(Names))]
    public void Groups_WidenIntervals(string name)
    {
        float[] probabilities = [.. FirstProbabilities.Chunk(Levels).SelectMany(row => Enumerable.Repeat(row, 5)).SelectMany(row => row)];
        int[] labels = [.. Labels.SelectMany(label => Enumerable.Repeat(label, 5))];
        var groups = Enumerable.Range(0, labels.Length).Select(row => $"{row / 5}").ToArray();
        var alone = Named(name).Measure(new OrdinalRows(probabilities, labels, Levels))!.Value;
        var grouped = Named(name).Measure(new OrdinalRows(probabilities, labels, Levels, groups))!.Value;
        Assert.Equal(alone.Value, grouped.Value, 1e-12);
        Assert.True(alone.High - alone.Low < 0.6 * (grouped.High - grouped.Low));
    }

    // kappa(p2) - kappa(p) over the same drawn rows
    [Fact]
    public void Difference_IsPaired()
    {
        var difference = Comparison.SameRows(OrdinalMetrics.Kappa, Second, First, Fine)!.Value;
        Fixture.AssertInterval(difference.Value, -0.2478468023, -0.47719, -0.04935, 0.012);
        Assert.True(difference.IsDistinguishable);
        Assert.Throws<ArgumentException>(() => Comparison.SameRows(OrdinalMetrics.Kappa, First, Grouped));
    }

    // Half of the rows at each of two levels: by chance the mean squared difference is 1/2, so ten rows count as five.
    [Theory]
    [InlineData("kappa", 1, 0.5655, 1)]
    [InlineData("accuracy", 1, 0.7225, 1)]
    [InlineData("mae", 0, 0, 0.2775)]
    public void AllRight_IsNoCertainty(string name, double value, double low, double high)
    {
        int[] labels = [.. Enumerable.Range(0, 10).Select(row => row % 2)];
        Fixture.AssertInterval(Named(name).Measure(Predicting(labels, labels, 3)), value, low, high, 1e-4);
    }

    [Fact]
    public void SameModel_GivesZeroAndNoCertainty()
    {
        var difference = Comparison.SameRows(OrdinalMetrics.Kappa, First, First)!.Value;
        Assert.True(difference.Value.Low < -0.05 && difference.Value.High > 0.05);
        Assert.Equal((0, 1), (difference.Value.Value, difference.P));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OneGroup_LeavesTheWholeRange(string name)
    {
        var figure = Named(name).Measure(Predicting([0, 1, 2, 1], [0, 1, 1, 2], 3, ["a", "a", "a", "a"]))!.Value;
        Assert.Equal(name == "kappa" ? -1 : 0, figure.Low);
        Assert.Equal(name switch { "mae" => 2, "log-loss" => -Math.Log(Math.Pow(2, -23)), _ => 1 }, figure.High, 1e-12);
    }

    private static Metric<OrdinalRows> Named(string name) => OrdinalMetrics.All.Single(metric => metric.Name == name);
}
