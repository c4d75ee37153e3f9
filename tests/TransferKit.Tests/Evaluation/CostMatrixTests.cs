using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;

namespace TransferKit.Tests.Evaluation;

public sealed class CostMatrixTests
{
    /// <summary>To call a poisonous mushroom edible costs 100, to throw an edible one away 1.</summary>
    private static readonly CostMatrix Mushrooms = new(["edible", "poisonous"], [[0, 1], [100, 0]]);

    [Theory]
    // Expected costs by hand: called edible 100 p, called poisonous 1 - p; equal at p = 1 / 101.
    [InlineData(0.009f, 0)]
    [InlineData(0.011f, 1)]
    [InlineData(0.9f, 1)]
    public void TheAnswer_IsTheOneOfTheLeastExpectedCost(float poisonous, int said) =>
        Assert.Equal(said, Mushrooms.Decide([1 - poisonous, poisonous]));

    [Fact]
    public void EqualCosts_AnswerWithTheLikeliest()
    {
        CostMatrix equal = new(["a", "b", "c"], [[0, 1, 1], [1, 0, 1], [1, 1, 0]]);
        Assert.Equal(2, equal.Decide([0.3f, 0.3f, 0.4f]));
        CostMatrix same = new(["a", "b"], [[1, 1], [1, 1]]);
        Assert.Equal(1, same.Decide([0.4f, 0.6f]));
    }

    [Fact]
    public void TheMetric_IsTheMeanOfWhatTheAnswersCost()
    {
        // Said: poisonous (right, 0), poisonous (an edible one, 1), edible (a poisonous one, 100), edible (right, 0).
        ClassificationRows rows = new([0.5f, 0.5f, 0.95f, 0.05f, 0.995f, 0.005f, 1, 0], [1, 0, 1, 0], 2, costs: Mushrooms);
        Assert.Equal(101 / 4.0, ClassificationMetrics.Cost.Measure(rows)!.Value.Value, 9);
        Assert.Equal(101 / 4.0, ClassificationEvaluation.Of(rows)["cost"]!.Value.Value, 9);
        Assert.False(ClassificationEvaluation.Of(new ClassificationRows([1, 0], [0], 2)).Metrics.ContainsKey("cost"));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Cost.Measure(new([1, 0], [0], 2)));
    }

    [Fact]
    public void NoCostSoFar_IsNoCertainty()
    {
        ClassificationRows rows = new([.. Enumerable.Repeat(new[] { 1f, 0f }, 40).SelectMany(row => row)], new int[40], 2, costs: Mushrooms);
        var cost = ClassificationMetrics.Cost.Measure(rows)!.Value;
        Assert.Equal((0, 0, 100 * Proportion.Of(0, 40)!.Value.High), (cost.Value, cost.Low, cost.High));
        Assert.Equal(cost.High, CrossValidation.Measure(ClassificationMetrics.Cost, rows)!.Value.High);
    }

    [Fact]
    public void OtherOrders_AreTheSameCosts()
    {
        var turned = Mushrooms.For(["poisonous", "edible"]);
        Assert.Equal((100, 1), (turned[0, 1], turned[1, 0]));
        Assert.Contains("Did you mean 'edible'?", Assert.Throws<InvalidOptionsException>(() => new CostMatrix(["edibel", "poisonous"], Mushrooms.Rows).For(Mushrooms.Classes)).Message);
        Assert.Contains("leave out the class 'unknown'", Assert.Throws<InvalidOptionsException>(() => Mushrooms.For(["edible", "poisonous", "unknown"])).Message);
    }

    [Theory]
    [InlineData(0, -1, "'b' of 'a' costs -1")]
    [InlineData(0, double.NaN, "costs NaN")]
    [InlineData(double.PositiveInfinity, 1, "'a' of 'a' costs Infinity")]
    [InlineData(0, 0, "All costs are 0")]
    public void CostsThatCannotBe_ExplainThemselves(double right, double wrong, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidOptionsException>(() => new CostMatrix(["a", "b"], [[right, wrong], [0, 0]])).Message);

    [Fact]
    public void AMatrixThatIsNotSquare_ExplainsItself()
    {
        Assert.Contains("2 rows of 2, 1 for 2 classes", Assert.Throws<InvalidOptionsException>(() => new CostMatrix(["a", "b"], [[0, 1], [1]])).Message);
        Assert.Contains("each named once", Assert.Throws<InvalidOptionsException>(() => new CostMatrix(["a", "a"], [[0, 1], [1, 0]])).Message);
    }
}
