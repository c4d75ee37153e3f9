using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using static TransferKit.Tests.Evaluation.OrdinalFixture;

namespace TransferKit.Tests.Evaluation;

public class OrdinalEvaluationTests
{
    [Fact]
    public void Evaluation_HasEveryFigure()
    {
        var evaluation = OrdinalEvaluation.Of(First);
        Assert.Equal(50, evaluation.N);
        Assert.Equal(["kappa", "accuracy", "mae", "log-loss"], evaluation.Metrics.Keys);
        Assert.All(evaluation.Metrics.Values, figure => Assert.Equal(50, figure!.Value.N));
        Assert.StartsWith("kappa 0.657 [0.", evaluation.ToString());
        // sklearn.metrics.confusion_matrix(y, yh)
        Assert.Equal([2, 9, 2, 0, 0, 9, 3, 0, 0, 1, 14, 0, 0, 0, 7, 3], evaluation.Confusion.Counts.ToArray());
        Assert.Equal(Proportion.Of(14, 15), evaluation.Confusion.Recall(2));
        Assert.Equal(15 / 50.0, evaluation.Confusion.Majority);
    }

    [Fact]
    public void NoRows_GiveNullEverywhere()
    {
        var evaluation = OrdinalEvaluation.Of(new OrdinalRows([], [], 3));
        Assert.All(evaluation.Metrics.Values, figure => Assert.Null(figure));
        Assert.Null(evaluation.Confusion.Majority);
        Assert.Equal("no labelled rows", evaluation.ToString());
        Assert.Equal("no labelled rows", OrdinalEvaluation.OfFolds(new OrdinalRows([], [], 3)).ToString());
    }

    [Fact]
    public void OneLevelOnly_HasNoKappa()
    {
        var evaluation = OrdinalEvaluation.Of(Predicting([1, 1, 1], [1, 1, 1], 3));
        Assert.Null(evaluation["kappa"]);
        Assert.Equal(1, evaluation["accuracy"]!.Value.Value);
        Assert.Equal("all labels and predictions are one level", evaluation.ToString());
    }

    [Fact]
    public void Selected_MarksEveryFigure() =>
        Assert.All(OrdinalEvaluation.Of(First).AsSelected().Metrics.Values, figure => Assert.True(figure!.Value.Selected));

    [Fact]
    public void Folds_HaveTheirOwnIntervals()
    {
        var folds = OrdinalEvaluation.OfFolds(First);
        Assert.Equal(CrossValidation.Measure(OrdinalMetrics.MeanAbsoluteError, First), folds["mae"]);
        Assert.NotEqual(OrdinalEvaluation.Of(First)["mae"], folds["mae"]);
        Assert.Equal(OrdinalMetrics.Kappa.Measure(First), folds["kappa"]);
    }

    [Fact]
    public void Gates_KnowKappa() =>
        Assert.True(Gate.Parse("grade.kappa>=0.6").Check(OrdinalEvaluation.Of(First)["kappa"]).Met);
}
