using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

public class MultiLabelRowsTests
{
    [Fact]
    public void Labels_ArePredictedFromTheirThresholdOn()
    {
        var rows = new MultiLabelRows([0.5f, 0.5f, 0.25f, 0.9f], [true, false, true, true], 2, [0.5, 0.75]);
        Assert.Equal((2, 2), (rows.Count, rows.LabelCount));
        Assert.Equal([true, false, false, true], Cells().Select(cell => rows.IsPredicted(cell.Row, cell.Label)));
        Assert.Equal([true, false, true, true], Cells().Select(cell => rows.IsTrue(cell.Row, cell.Label)));
        Assert.Equal(0.9f, rows.Probability(1, 1));
    }

    [Theory]
    [InlineData(float.NaN, "row 1 gives label 0 probability NaN")]
    [InlineData(-0.1f, "row 1 gives label 0 probability -0.1")]
    [InlineData(1.5f, "row 1 gives label 0 probability 1.5; allowed: 0 to 1 (were logits given")]
    public void ScoresThatAreNoProbabilities_Throw(float value, string expected)
    {
        var error = Assert.Throws<InvalidScoresException>(
            () => new MultiLabelRows([0, 1, value, 0], [true, false, true, false], 2, [0.5, 0.5]));
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void ThresholdsOutOfRange_Throw(double threshold)
    {
        var error = Assert.Throws<InvalidScoresException>(() => new MultiLabelRows([0, 1], [true, false], 2, [0.5, threshold]));
        Assert.Contains("label 1 has threshold", error.Message);
    }

    [Fact]
    public void ShapesThatDoNotFit_Throw()
    {
        Assert.Throws<ArgumentException>(() => new MultiLabelRows([0, 1, 0], [true, false, true], 2, [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => new MultiLabelRows([0, 1], [true, false, true, false], 2, [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => new MultiLabelRows([0, 1], [true, false], 2, [0.5]));
        Assert.Throws<ArgumentException>(() => new MultiLabelRows([0, 1], [true, false], 2, [0.5, 0.5], ["a", "b"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiLabelRows([], [], 0, []));
    }

    [Fact]
    public void OtherThresholds_AreTheSameRows_AndOtherLabelsAreNot()
    {
        var rows = new MultiLabelRows([0, 1], [true, false], 2, [0.5, 0.5]);
        Assert.True(rows.SameRowsAs(new MultiLabelRows([1, 1], [true, false], 2, [0.1, 0.9])));
        Assert.False(rows.SameRowsAs(new MultiLabelRows([0, 1], [true, true], 2, [0.5, 0.5])));
        Assert.False(rows.SameRowsAs(new MultiLabelRows([0, 1], [true, false], 1, [0.5])));
    }

    private static IEnumerable<(int Row, int Label)> Cells() => [(0, 0), (0, 1), (1, 0), (1, 1)];
}
