using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

public class ScoredRowsTests
{
    [Theory]
    [InlineData(float.NaN, 1, "row 1 gives class 0 probability NaN")]
    [InlineData(-0.1f, 1.1f, "row 1 gives class 0 probability -0.1")]
    [InlineData(0.2f, 0.2f, "the probabilities of row 1 have sum 0.4")]
    [InlineData(0.5f, 3f, "row 1 gives class 1 probability 3")]
    public void ScoresThatAreNoProbabilities_Throw(float first, float second, string expected)
    {
        var error = Assert.Throws<InvalidScoresException>(() => new ClassificationRows([0.5f, 0.5f, first, second], [0, 1], 2));
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void LabelThatIsNoClass_Throws(int label)
    {
        var error = Assert.Throws<InvalidScoresException>(() => new ClassificationRows([0.5f, 0.5f], [label], 2));
        Assert.Equal($"row 0 has label {label}; allowed: 0 to 1", error.Message);
    }

    [Fact]
    public void NumbersThatAreNotFinite_Throw()
    {
        Assert.Throws<InvalidScoresException>(() => new RegressionRows([double.NaN], [1]));
        Assert.Throws<InvalidScoresException>(() => new RegressionRows([1], [double.PositiveInfinity]));
    }

    [Fact]
    public void ShapesThatDoNotFit_Throw()
    {
        Assert.Throws<ArgumentException>(() => new ClassificationRows([1, 0, 1], [0, 1], 2));
        Assert.Throws<ArgumentException>(() => new ClassificationRows([1, 0], [0], 2, ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new RegressionRows([1, 0], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassificationRows([], [], 0));
    }

    [Fact]
    public void EqualProbabilities_PredictTheFirst() =>
        Assert.Equal(1, new ClassificationRows([0.2f, 0.4f, 0.4f], [2], 3).Predicted[0]);

    [Fact]
    public void Groups_CountNamesAndLoneRows()
    {
        var groups = new RowGroups(["a", null, "b", "a", ""]);
        Assert.Equal([0, 1, 2, 0, 3], groups.UnitOfRow.ToArray());
        Assert.Equal((4, 5, false), (groups.Count, groups.Rows, groups.AreSingleRows));
        Assert.True(RowGroups.None(3).AreSingleRows);
    }

    [Fact]
    public void JoinedGroups_ShareNamesOnly()
    {
        var (first, second, count) = RowGroups.Join(new RowGroups(["a", null]), new RowGroups([null, "a", "b"]));
        Assert.Equal([0, 1], first);
        Assert.Equal([2, 0, 3], second);
        Assert.Equal(4, count);
    }
}
