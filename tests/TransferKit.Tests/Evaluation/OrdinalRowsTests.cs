using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

public class OrdinalRowsTests
{
    // The most likely level of the first row is 2, its median 1; exactly half is reached.
    [Theory]
    [InlineData(new[] { 0.3f, 0.3f, 0.4f }, 1)]
    [InlineData(new[] { 0.5f, 0f, 0.5f }, 0)]
    [InlineData(new[] { 0.25f, 0.25f, 0.5f }, 1)]
    [InlineData(new[] { 0.1f, 0.2f, 0.7f }, 2)]
    public void Prediction_IsTheMedian(float[] probabilities, int expected)
    {
        var rows = new OrdinalRows(probabilities, [0], 3);
        Assert.Equal([expected], rows.Predicted.ToArray());
        Assert.Equal(expected, rows.Distance(0));
    }

    [Fact]
    public void ScoresThatAreNoProbabilities_Throw()
    {
        Assert.Throws<InvalidScoresException>(() => new OrdinalRows([0.5f, float.NaN], [0], 2));
        Assert.Throws<InvalidScoresException>(() => new OrdinalRows([0.2f, 0.2f], [0], 2));
        var error = Assert.Throws<InvalidScoresException>(() => new OrdinalRows([0.5f, 0.5f], [2], 2));
        Assert.Equal("row 0 has label 2; allowed: 0 to 1", error.Message);
    }

    [Fact]
    public void ShapesThatDoNotFit_Throw()
    {
        Assert.Throws<ArgumentException>(() => new OrdinalRows([1, 0, 1], [0, 1], 2));
        Assert.Throws<ArgumentException>(() => new OrdinalRows([1, 0], [0], 2, ["a", "b"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrdinalRows([1], [0], 1));
    }
}
