using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation.Metrics;

public class DegenerateRowsTests
{
    public static TheoryData<string> ClassificationNames => [.. ClassificationMetrics.All.Select(metric => metric.Name)];

    public static TheoryData<string> RegressionNames => [.. RegressionMetrics.All.Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(ClassificationNames))]
    public void NoRows_GiveNull(string name)
    {
        Assert.Null(Named(name).Measure(new ClassificationRows([], [], 3)));
        Assert.Null(CrossValidation.Measure(Named(name), new ClassificationRows([], [], 3)));
    }

    [Theory]
    [MemberData(nameof(RegressionNames))]
    public void NoNumbers_GiveNull(string name) =>
        Assert.Null(RegressionMetrics.All.Single(metric => metric.Name == name).Measure(new RegressionRows([], [])));

    [Theory]
    [MemberData(nameof(ClassificationNames))]
    public void OneRow_GivesFiniteEnds(string name)
    {
        AssertSound(Named(name).Measure(Predicting([1], [1], 3)));
        AssertSound(CrossValidation.Measure(Named(name), Predicting([1], [0], 3)));
    }

    [Fact]
    public void OneRow_LeavesAMeanOfClassesWholeRange() => AssertInterval(
        ClassificationMetrics.MacroF1.Measure(Predicting([1], [1], 3)), 1, 0, 1, 0);

    [Theory]
    [MemberData(nameof(RegressionNames))]
    public void OneNumber_GivesNull_AsNothingBoundsIt(string name) =>
        Assert.Null(RegressionMetrics.All.Single(metric => metric.Name == name).Measure(new RegressionRows([3], [4])));

    [Theory]
    [MemberData(nameof(ClassificationNames))]
    public void OneClassOnly_GivesFiniteEnds(string name)
    {
        AssertSound(Named(name).Measure(Predicting([0, 0, 1, 0, 2], [0, 0, 0, 0, 0], 3)));
        AssertSound(Named(name).Measure(Predicting([0, 0, 0], [0, 0, 0], 1)));
    }

    // Ten of ten: scipy.stats.binomtest(10, 10).proportion_ci(method='wilson').low
    [Theory]
    [InlineData("accuracy")]
    [InlineData("balanced-accuracy")]
    [InlineData("macro-f1")]
    public void AllRight_IsNoCertainty(string name)
    {
        int[] labels = [.. Enumerable.Range(0, 10).Select(row => row % 2)];
        AssertInterval(Named(name).Measure(Predicting(labels, labels, 2)), 1, 0.7224672001, 1, 1e-7);
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("balanced-accuracy")]
    [InlineData("macro-f1")]
    public void AllWrong_IsNoCertainty(string name)
    {
        int[] labels = [.. Enumerable.Range(0, 10).Select(row => row % 2)];
        int[] wrong = [.. labels.Select(label => 1 - label)];
        AssertInterval(Named(name).Measure(Predicting(wrong, labels, 2)), 0, 0, 0.2775327999, 1e-7);
    }

    [Fact]
    public void AllRight_WithARareClass_IsLessSureThanAccuracy()
    {
        int[] labels = [.. Enumerable.Repeat(0, 98), 1, 1];
        var rows = Predicting(labels, labels, 2);
        Assert.True(ClassificationMetrics.BalancedAccuracy.Measure(rows)!.Value.Low
            < ClassificationMetrics.Accuracy.Measure(rows)!.Value.Low - 0.2);
    }

    [Fact]
    public void EqualLabels_GiveNoDetermination()
    {
        Assert.Null(RegressionMetrics.Determination.Measure(new RegressionRows([1, 2, 3], [5, 5, 5])));
        Assert.Null(RegressionMetrics.Determination.Measure(new RegressionRows([0.1, 0.2, 0.3], [0.1, 0.1, 0.1])));
    }

    [Theory]
    [MemberData(nameof(RegressionNames))]
    public void ExactPredictions_GiveAPoint(string name)
    {
        var figure = RegressionMetrics.All.Single(metric => metric.Name == name).Measure(new RegressionRows([1, 2, 3], [1, 2, 3]));
        var exact = name == "r2" ? 1 : 0;
        AssertInterval(figure, exact, exact, exact, 1e-9);
    }

    // Two rows: half of all resamples hold one row twice, so R2 is not defined in them.
    [Fact]
    public void TwoNumbers_GiveFiniteDetermination() =>
        AssertSound(RegressionMetrics.Determination.Measure(new RegressionRows([1.5, 2], [1, 2])));

    [Theory]
    [MemberData(nameof(ClassificationNames))]
    public void OneGroup_TellsNothingOfOtherGroups(string name)
    {
        var figure = Named(name).Measure(Predicting([0, 1, 1, 0], [0, 1, 0, 0], 2, ["a", "a", "a", "a"]))!.Value;
        AssertSound(figure);
        Assert.Equal(0, figure.Low);
        Assert.True(figure.High >= 1);
    }

    private static Metric<ClassificationRows> Named(string name) => ClassificationMetrics.All.Single(metric => metric.Name == name);

    private static void AssertSound(Interval? figure)
    {
        var found = Assert.NotNull(figure);
        Assert.True(double.IsFinite(found.Low) && double.IsFinite(found.High));
        Assert.InRange(found.Value, found.Low, found.High);
    }
}
