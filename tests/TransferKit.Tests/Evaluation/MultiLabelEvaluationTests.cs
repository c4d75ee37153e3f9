using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;

namespace TransferKit.Tests.Evaluation;

public class MultiLabelEvaluationTests
{
    private static readonly MultiLabelRows Rows = MultiLabelFixture.First;

    [Fact]
    public void Evaluation_HasEveryFigure()
    {
        var evaluation = MultiLabelEvaluation.Of(Rows);
        Assert.Equal(50, evaluation.N);
        Assert.Equal(["macro-f1", "average-precision", "accuracy", "log-loss"], evaluation.Metrics.Keys);
        Assert.All(evaluation.Metrics.Values, figure => Assert.Equal(50, figure!.Value.N));
        Assert.StartsWith("macro-f1 0.538 [0.4", evaluation.ToString());
    }

    // f1_score(y, yh, average=None); the ends of label 1 by scipy.stats.bootstrap as in MultiLabelMetricTests
    [Fact]
    public void PerLabel_IsTheF1OfEach()
    {
        var perLabel = MultiLabelEvaluation.Of(Rows, new() { Resamples = 20_000 }).PerLabel;
        Assert.Equal([0.6666666667, 0.6666666667, 0, 0.8181818182], perLabel.Select(figure => Math.Round(figure!.Value.Value, 10)));
        Fixture.AssertInterval(perLabel[1], 0.6666666667, 0.47368, 0.81481, 0.02);
    }

    [Fact]
    public void LabelTrueNowhere_HasNoF1()
    {
        var evaluation = MultiLabelEvaluation.Of(new MultiLabelRows([1, 1, 0, 0], [true, false, false, false], 2, [0.5, 0.5]));
        Assert.Equal(1, evaluation.PerLabel[0]!.Value.Value);
        Assert.Null(evaluation.PerLabel[1]);
        Assert.Equal(0.5, evaluation["macro-f1"]!.Value.Value);
    }

    [Fact]
    public void NoRows_GiveNullEverywhere()
    {
        var evaluation = MultiLabelEvaluation.Of(new MultiLabelRows([], [], 2, [0.5, 0.5]));
        Assert.All(evaluation.Metrics.Values, figure => Assert.Null(figure));
        Assert.Equal([null, null], evaluation.PerLabel);
        Assert.Equal("no labelled rows", evaluation.ToString());
        Assert.Equal("no labelled rows", MultiLabelEvaluation.OfFolds(new MultiLabelRows([], [], 1, [0.5])).ToString());
    }

    [Fact]
    public void NoLabelAnywhere_GivesNullWhereNotDefined()
    {
        var evaluation = MultiLabelEvaluation.Of(new MultiLabelRows([0, 0.25f, 0], [false, false, false], 1, [0.5]));
        Assert.Null(evaluation["macro-f1"]);
        Assert.Null(evaluation["average-precision"]);
        Assert.Equal(1, evaluation["accuracy"]!.Value.Value);
        Assert.Equal("no label is true or predicted", evaluation.ToString());
    }

    [Fact]
    public void Selected_MarksEveryFigure()
    {
        var selected = MultiLabelEvaluation.Of(Rows).AsSelected();
        Assert.All(selected.Metrics.Values.Concat(selected.PerLabel), figure => Assert.True(figure!.Value.Selected));
        Assert.EndsWith("n = 50 (selected)", selected.ToString());
    }

    [Fact]
    public void Folds_HaveTheirOwnIntervals()
    {
        var folds = MultiLabelEvaluation.OfFolds(Rows);
        Assert.Equal(CrossValidation.Measure(MultiLabelMetrics.Accuracy, Rows), folds["accuracy"]);
        Assert.NotEqual(MultiLabelEvaluation.Of(Rows)["accuracy"], folds["accuracy"]);
        Assert.Equal(MultiLabelMetrics.AveragePrecision.Measure(Rows), folds["average-precision"]);
    }

    [Theory]
    [InlineData("label.average-precision.low>=0.5")]
    [InlineData("label.macro-f1>=0.5")]
    public void Gates_KnowTheMetrics(string gate) => Assert.True(
        Gate.Parse(gate).Check(MultiLabelEvaluation.Of(Rows)[Gate.Parse(gate).Metric]).Met);
}
