using TransferKit.Evaluation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Evaluation.Metrics;

public class BoxMetricTests
{
    [Theory]
    [InlineData(0, 0, 1, 1, 1)]
    [InlineData(0, 0, 0.5, 1, 0.5)]
    [InlineData(0.5, 0.5, 1, 1, 0.25)]
    [InlineData(0.2, 0.2, 0.2, 0.8, 0)]
    public void Overlap_WithTheWholePicture_IsTheArea(double left, double upper, double right, double lower, double expected) =>
        Assert.Equal(expected, Box.Whole.IntersectionOverUnion(new(left, upper, right, lower)), 12);

    [Fact]
    public void Overlap_IsTheSameInPixels_AndEitherWay()
    {
        // Two squares of 4 that share 1 of 7.
        var (one, other) = (new Box(0, 0, 0.2, 0.2), new Box(0.1, 0.1, 0.3, 0.3));
        Assert.Equal(1.0 / 7, one.IntersectionOverUnion(other), 12);
        Assert.Equal(1.0 / 7, other.ToPixels(640, 480).IntersectionOverUnion(one.ToPixels(640, 480)), 12);
        Assert.Equal(0, one.IntersectionOverUnion(new(0.5, 0, 0.6, 1)));
    }

    [Fact]
    public void Figures_AreMeans_WithTheMeanBoxBesideThem()
    {
        Box[] labels = [new(0, 0, 0.5, 1), new(0.5, 0, 1, 1), new(0, 0, 0.5, 1), new(0.5, 0, 1, 1)];
        Box[] answers = [labels[0], labels[1], new(0, 0, 0.25, 1), labels[0]];
        var evaluation = BoxEvaluation.Of(new(answers, labels));
        Assert.Equal((1 + 1 + 0.5 + 0) / 4, evaluation["iou"]!.Value.Value, 12);
        Assert.Equal(0.75, evaluation["iou-50"]!.Value.Value, 12);
        // The mean is the middle half, which shares a quarter of the picture's width with each.
        Assert.Equal(1.0 / 3, evaluation.OfMeanBox!.Value, 12);
        Assert.StartsWith("iou 0.625", evaluation.ToString(), StringComparison.Ordinal);
        Assert.True(evaluation.AsSelected()["iou"]!.Value.Selected);
    }

    [Fact]
    public void NoRows_HaveNoFigures_AndNoNumberIsNotOne()
    {
        var none = BoxEvaluation.Of(new([], []));
        Assert.Null(none["iou"]);
        Assert.Null(none.OfMeanBox);
        Assert.Throws<InvalidScoresException>(() => new BoxRows([new(0, 0, double.NaN, 1)], [Box.Whole]));
        Assert.Throws<ArgumentException>(() => new BoxRows([], [Box.Whole]));
    }
}
