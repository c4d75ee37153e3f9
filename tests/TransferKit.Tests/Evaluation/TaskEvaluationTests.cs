using TransferKit.Evaluation;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class TaskEvaluationTests
{
    [Fact]
    public void Classification_HasEveryFigure()
    {
        var evaluation = ClassificationEvaluation.Of(First);
        Assert.Equal(60, evaluation.N);
        Assert.Equal(["accuracy", "balanced-accuracy", "macro-f1", "log-loss", "calibration-error"], evaluation.Metrics.Keys);
        Assert.All(evaluation.Metrics.Values, figure => Assert.Equal(60, figure!.Value.N));
        // np.bincount(y) = [23, 22, 15]; sklearn.metrics.confusion_matrix(y, yh)
        Assert.Equal(23 / 60.0, evaluation.Majority);
        Assert.Equal([19, 0, 4, 6, 12, 4, 2, 0, 13], evaluation.Confusion.Counts.ToArray());
        Assert.Equal([Proportion.Of(19, 23), Proportion.Of(12, 22), Proportion.Of(13, 15)], evaluation.Recall);
        Assert.Equal("accuracy 0.733 [0.610, 0.829], n = 60, majority 0.383", evaluation.ToString());
    }

    [Fact]
    public void Regression_HasEveryFigure()
    {
        var evaluation = RegressionEvaluation.Of(Numbers);
        Assert.Equal(["mae", "rmse", "r2"], evaluation.Metrics.Keys);
        Assert.StartsWith("mae 2.300 [", evaluation.ToString());
    }

    [Fact]
    public void NoRows_GiveNullEverywhere()
    {
        var evaluation = ClassificationEvaluation.Of(new ClassificationRows([], [], 2));
        Assert.All(evaluation.Metrics.Values, figure => Assert.Null(figure));
        Assert.Equal([null, null], evaluation.Recall);
        Assert.Null(evaluation.Majority);
        Assert.Equal("no labelled rows", evaluation.ToString());
        Assert.Equal("too few labelled rows", RegressionEvaluation.Of(new RegressionRows([], [])).ToString());
    }

    [Fact]
    public void Selected_MarksEveryFigure()
    {
        var selected = ClassificationEvaluation.Of(First).AsSelected();
        Assert.All(selected.Metrics.Values, figure => Assert.True(figure!.Value.Selected));
        Assert.EndsWith("n = 60 (selected), majority 0.383", selected.ToString());
        Assert.All(RegressionEvaluation.Of(Numbers).AsSelected().Metrics.Values, figure => Assert.True(figure!.Value.Selected));
    }

    [Fact]
    public void Folds_HaveTheirOwnIntervals()
    {
        Assert.Equal(
            CrossValidation.Measure(TransferKit.Evaluation.Metrics.ClassificationMetrics.Accuracy, First),
            ClassificationEvaluation.OfFolds(First)["accuracy"]);
        Assert.NotEqual(RegressionEvaluation.Of(Numbers)["mae"], RegressionEvaluation.OfFolds(Numbers)["mae"]);
    }
}
