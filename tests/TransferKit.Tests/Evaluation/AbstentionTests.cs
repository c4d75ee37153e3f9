using TransferKit.Evaluation;
using TransferKit.Foundation;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class AbstentionTests
{
    private static readonly ClassificationRows Four = new(
        [0.9f, 0.1f, 0.8f, 0.2f, 0.6f, 0.4f, 0.5f, 0.5f], [0, 0, 1, 1], 2);

    [Fact]
    public void Threshold_LeavesTheSureRows()
    {
        var point = Abstention.At(Four, 0.6)!.Value;
        Assert.Equal(Proportion.Of(3, 4), point.Coverage);
        Assert.Equal(Proportion.Of(2, 3), point.Accuracy);
    }

    [Fact]
    public void NothingAnswered_HasNoAccuracy()
    {
        var point = Abstention.At(Four, 0.95)!.Value;
        Assert.Equal(0, point.Coverage.Value);
        Assert.Null(point.Accuracy);
    }

    [Fact]
    public void Curve_FallsFromAllRowsToTheLastAnswered()
    {
        var curve = Abstention.Curve(First);
        Assert.Equal((0, 1), (curve[0].Threshold, curve[0].Coverage.Value));
        Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.First.Coverage.Value >= pair.Second.Coverage.Value));
        Assert.All(curve, point => Assert.NotNull(point.Accuracy));
        Assert.InRange(curve[^1].Threshold, First.Confidence.ToArray().Max() - 0.05, First.Confidence.ToArray().Max());
    }

    [Fact]
    public void NoRows_GiveNothing()
    {
        var none = new ClassificationRows([], [], 2);
        Assert.Null(Abstention.At(none, 0.5));
        Assert.Empty(Abstention.Curve(none));
    }

    // Labels of a group share their fate: accuracy of the answered rows is as wide as the groups allow.
    [Fact]
    public void GroupedRows_WidenTheIntervals()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(row => row / 6 % 2)];
        int[] predicted = [.. Enumerable.Range(0, 60).Select(row => row / 12 % 2)];
        string[] groups = [.. Enumerable.Range(0, 60).Select(row => $"{row / 6}")];
        var alone = Abstention.At(Predicting(predicted, labels, 2), 0.5)!.Value.Accuracy!.Value;
        var grouped = Abstention.At(Predicting(predicted, labels, 2, groups), 0.5)!.Value.Accuracy!.Value;
        Assert.True(grouped.High - grouped.Low > 1.5 * (alone.High - alone.Low));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void ThresholdOutOfRange_Throws(double threshold) =>
        Assert.Contains("'abstain-below'", Assert.Throws<InvalidOptionsException>(() => Abstention.At(Four, threshold)).Message);
}
