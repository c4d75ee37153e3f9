using FsCheck.Xunit;
using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;
using static TransferKit.Tests.Evaluation.MultiLabelFixture;

namespace TransferKit.Tests.Evaluation.Metrics;

/// <summary>
/// Against scikit-learn 1.2.1 and scipy 1.10.1 on the rows of <see cref="MultiLabelFixture"/>. The ends of an interval are those of
/// scipy.stats.bootstrap((np.arange(50),), f, n_resamples=20000, method='BCa', confidence_level=level(50), vectorized=False, random_state=1), where f
/// takes row numbers; level, and the ends of log loss, are as in <see cref="MetricTruthTests"/>.
/// </summary>
public class MultiLabelMetricTests
{
    private static readonly BootstrapOptions Fine = new() { Resamples = 20_000 };
    private static readonly MultiLabelRows Rows = MultiLabelFixture.First;

    public static TheoryData<string> Names => [.. MultiLabelMetrics.All.Select(metric => metric.Name)];

    // f1_score(y, yh, average='macro')
    [Fact]
    public void MacroF1_EqualsScikitLearn() => Fixture.AssertInterval(
        MultiLabelMetrics.MacroF1.Measure(Rows, Fine), 0.5378787879, 0.46304, 0.60832, 0.006);

    // average_precision_score(y, p, average='macro')
    [Fact]
    public void AveragePrecision_EqualsScikitLearn() => Fixture.AssertInterval(
        MultiLabelMetrics.AveragePrecision.Measure(Rows, Fine), 0.8232466553, 0.71744, 0.89593, 0.006, 1e-9);

    // 1 - hamming_loss(y, yh)
    [Fact]
    public void Accuracy_EqualsScikitLearn() => Fixture.AssertInterval(
        MultiLabelMetrics.Accuracy.Measure(Rows, Fine), 0.71, 0.65, 0.775, 0.006);

    // np.mean([log_loss(y[:, k], p[:, k]) for k in range(4)])
    [Fact]
    public void LogLoss_EqualsScikitLearn() => Fixture.AssertInterval(
        MultiLabelMetrics.LogLoss.Measure(Rows, Fine), 0.5106072852, 0.44445, 0.61073, 0.006);

    // Ranks: true, then two rows at 0.75 of which one is true, then true: (1 + 2/3 + 3/4) / 3.
    [Fact]
    public void EqualProbabilities_AreOneRank()
    {
        var rows = new MultiLabelRows([0.75f, 1, 0.5f, 0.75f], [false, true, true, true], 1, [0.5]);
        Assert.Equal((1 + (2 / 3.0) + 0.75) / 3, MultiLabelMetrics.AveragePrecision.Measure(rows)!.Value.Value, 1e-12);
    }

    // F1 of the labels: 2/3 (one of two found), not counted (neither true nor predicted), 0 (predicted only).
    [Fact]
    public void LabelNeitherTrueNorPredicted_IsLeftOutOfMacroF1()
    {
        var rows = new MultiLabelRows([1, 0, 1, 0, 0, 0], [true, false, false, true, false, false], 3, [0.5, 0.5, 0.5]);
        Assert.Equal(1 / 3.0, MultiLabelMetrics.MacroF1.Measure(rows)!.Value.Value, 1e-12);
        Assert.Equal(4 / 6.0, MultiLabelMetrics.Accuracy.Measure(rows)!.Value.Value, 1e-12);
    }

    [Fact]
    public void LogLossOfWrongCertainty_IsThatOfTheSmallestStep()
    {
        var rows = new MultiLabelRows([1, 0, 1, 0], [false, true, true, false], 2, [0.5, 0.5]);
        Assert.Equal(-Math.Log(Math.Pow(2, -23)) / 2, MultiLabelMetrics.LogLoss.Measure(rows)!.Value.Value, 1e-12);
    }

    // f = lambda u: ap(np.arange(50).reshape(10, 5)[u].ravel()), with np.arange(10) drawn
    [Fact]
    public void GroupedRows_AreDrawnTogether() => Fixture.AssertInterval(
        MultiLabelMetrics.AveragePrecision.Measure(Grouped, Fine), 0.8232466553, 0.73199, 0.89691, 0.006);

    // Each row five times over tells no more than once: groups undo it.
    [Theory]
    [MemberData(nameof(Names))]
    public void Groups_WidenIntervals(string name)
    {
        float[] probabilities = [.. FirstProbabilities.Chunk(Labels).SelectMany(row => Enumerable.Repeat(row, 5)).SelectMany(row => row)];
        bool[] truth = [.. Truth.Chunk(Labels).SelectMany(row => Enumerable.Repeat(row, 5)).SelectMany(row => row)];
        var groups = Enumerable.Range(0, 5 * Count).Select(row => $"{row / 5}").ToArray();
        var alone = Width(Named(name).Measure(new MultiLabelRows(probabilities, truth, Labels, Thresholds)));
        var grouped = Width(Named(name).Measure(new MultiLabelRows(probabilities, truth, Labels, Thresholds, groups)));
        Assert.True(alone < 0.6 * grouped);
        Assert.Equal(Width(Named(name).Measure(Rows)), grouped, 1e-9);
    }

    // ap(p2) - ap(p) over the same drawn rows
    [Fact]
    public void Difference_IsPaired()
    {
        var difference = Comparison.SameRows(MultiLabelMetrics.AveragePrecision, MultiLabelFixture.Second, Rows, Fine)!.Value;
        Fixture.AssertInterval(difference.Value, 0.0148392625, -0.10231, 0.12834, 0.008, 1e-9);
        Assert.False(difference.IsDistinguishable);
    }

    [Fact]
    public void Differences_OfGroupsAndOfOtherRows_AreMeasured()
    {
        var (first, second) = (Part(Rows, row => row < 30), Part(Rows, row => row >= 25));
        var apart = Comparison.Independent(MultiLabelMetrics.AveragePrecision, first, second)!.Value.Value;
        var together = Comparison.SameGroups(MultiLabelMetrics.AveragePrecision, first, second)!.Value.Value;
        Assert.Equal(apart.Value, together.Value, 1e-12);
        Assert.All(new[] { apart, together }, figure => Assert.InRange(figure.Value, figure.Low, figure.High));
        Assert.All(new[] { apart, together }, figure => Assert.Equal(55, figure.N));
    }

    // What the shortcut of single rows, and the walk of groups, say against rows really left out.
    [Property(MaxTest = 100)]
    public bool LeavingAUnitOut_EqualsTheFigureOfTheOthers(int seed)
    {
        var random = new RandomStream(seed, "leave one out");
        var rows = 2 + random.NextInt32(8);
        var probabilities = Enumerable.Range(0, 2 * rows).Select(_ => random.NextInt32(5) / 4f).ToArray();
        var truth = Enumerable.Range(0, 2 * rows).Select(_ => random.NextDouble() < 0.4).ToArray();
        var units = Enumerable.Range(0, rows).Select(row => Math.Max(0, row - random.NextInt32(2))).ToArray();
        var all = new MultiLabelRows(probabilities, truth, 2, [0.5, 0.5]);
        var left = MultiLabelMetrics.AveragePrecision.Figure(all).Over(units, rows).LeaveOneOut();
        return Enumerable.Range(0, rows).All(unit =>
        {
            var others = Part(all, row => units[row] != unit);
            var expected = MultiLabelMetrics.AveragePrecision.Figure(others).Over(new int[others.Count], 1).Estimate;
            return double.IsNaN(expected) ? !double.IsFinite(left[unit]) : Math.Abs(expected - left[unit]) < 1e-12;
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FewRows_GiveSoundEnds(string name)
    {
        AssertSound(Named(name).Measure(new MultiLabelRows([1, 0.25f], [true, false], 2, [0.5, 0.5])));
        AssertSound(Named(name).Measure(new MultiLabelRows([0.25f, 1, 1, 0], [true, false, false, true], 1, [0.5], ["a", "a", "a", "a"])));
    }

    // Ten rows, and one label is true in two of them only: 2 * 2 / (1 / 8 + 1 / 2) = 6.4 rows; z^2 / (6.4 + z^2) = 0.375
    [Theory]
    [InlineData("macro-f1", 0.3750890)]
    [InlineData("average-precision", 0.3750890)]
    [InlineData("accuracy", 0.2775328)]
    public void AllRight_IsNoCertainty(string name, double half)
    {
        bool[] truth = [.. Enumerable.Range(0, 10).SelectMany(row => new[] { row < 8, row >= 8 })];
        var rows = new MultiLabelRows(truth.Select(value => value ? 1f : 0f).ToArray(), truth, 2, [0.5, 0.5]);
        Fixture.AssertInterval(Named(name).Measure(rows), 1, 1 - half, 1, 1e-6);
    }

    private static MultiLabelRows Part(MultiLabelRows rows, Func<int, bool> taken)
    {
        var cells = Enumerable.Range(0, rows.Count).Where(taken)
            .SelectMany(row => Enumerable.Range(0, rows.LabelCount).Select(label => (Row: row, Label: label))).ToArray();
        return new MultiLabelRows(
            cells.Select(cell => rows.Probability(cell.Row, cell.Label)).ToArray(),
            cells.Select(cell => rows.IsTrue(cell.Row, cell.Label)).ToArray(),
            rows.LabelCount,
            Enumerable.Repeat(0.5, rows.LabelCount).ToArray());
    }

    private static Metric<MultiLabelRows> Named(string name) => MultiLabelMetrics.All.Single(metric => metric.Name == name);

    private static double Width(Interval? figure) => figure!.Value.High - figure.Value.Low;

    private static void AssertSound(Interval? figure)
    {
        var found = Assert.NotNull(figure);
        Assert.True(double.IsFinite(found.Low) && double.IsFinite(found.High));
        Assert.InRange(found.Value, found.Low, found.High);
    }
}
