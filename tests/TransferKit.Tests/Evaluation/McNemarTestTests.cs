using TransferKit.Evaluation;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class McNemarTestTests
{
    // scipy.stats.binomtest(min(b, c), b + c).pvalue
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(10, 3, 0.09228515625)]
    [InlineData(5, 25, 0.0003249142318964005)]
    public void P_EqualsScipy(int onlyFirst, int onlySecond, double p) =>
        Assert.Equal(p, McNemarTest.Of(onlyFirst, onlySecond).P, 1e-10);

    // (yh2 == y) & (yh != y): 10 rows; the other way round: 6
    [Fact]
    public void Counts_EqualNumpy()
    {
        var test = McNemarTest.Of(First, Second);
        Assert.Equal((6, 10), (test.OnlyFirstRight, test.OnlySecondRight));
        Assert.Equal(0.454498291015625, test.P, 1e-10);
    }
}
