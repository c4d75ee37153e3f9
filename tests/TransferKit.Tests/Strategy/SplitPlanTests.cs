using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Strategy;

namespace TransferKit.Tests.Strategy;

public sealed class SplitPlanTests
{
    [Fact]
    public void ManyImages_AreHeldOutForTheWidthAndNoMore()
    {
        var plan = SplitPlan.Of(20_000, 0.85, 0.02);

        Assert.Equal((0, true), (plan.Folds, plan.IsReached));
        Assert.Equal(20_000, plan.Train + plan.Dev + plan.Test);
        Assert.True(RowsNeeded.HalfWidth(0.85, plan.Dev) <= 0.02 && RowsNeeded.HalfWidth(0.85, plan.Dev - 1) > 0.02);
    }

    [Fact]
    public void FewImages_AreCrossValidated()
    {
        var plan = SplitPlan.Of(200, 0.85, 0.05);

        Assert.Equal((5, 160, 0, 0, true), (plan.Folds, plan.Train, plan.Dev, plan.Test, plan.IsReached));
        Assert.Equal(Proportion.Of(170, 200)!.Value is var figure ? (figure.High - figure.Low) / 2 : 0, plan.HalfWidth, 12);
    }

    [Fact]
    public void FarTooFewImages_AreToldHowManyAreMissing()
    {
        var plan = SplitPlan.Of(200, 0.85, 0.01);

        Assert.False(plan.IsReached);
        Assert.Contains($"{plan.Needed - 200:N0} more images are needed", plan.Advice);
    }

    [Theory]
    [InlineData(0.5, 0.01, 9600)]
    [InlineData(1, 0.01, 189)]
    public void RowsNeeded_AreTheFewestThatReachTheWidth(double share, double halfWidth, int rows)
    {
        Assert.Equal(rows, RowsNeeded.For(share, halfWidth)!.Value, 1.0);
        Assert.True(RowsNeeded.HalfWidth(share, RowsNeeded.For(share, halfWidth)!.Value - 1) > halfWidth);
    }

    [Theory]
    [InlineData(3, 0.9, 0.1)]
    [InlineData(100, 1.1, 0.1)]
    [InlineData(100, double.NaN, 0.1)]
    [InlineData(100, 0.9, 0)]
    [InlineData(100, 0.9, 0.5)]
    public void ValuesOutOfRange_AreErrors(int rows, double accuracy, double halfWidth) =>
        Assert.Throws<InvalidOptionsException>(() => SplitPlan.Of(rows, accuracy, halfWidth));

    [Fact]
    public void BestOfManyEquallyGoodCandidates_IsAsFlatteringAsEstimated()
    {
        const int rows = 200, looks = 10, rounds = 4_000;
        var stream = new RandomStream(7, "looks");
        var best = Enumerable.Range(0, rounds)
            .Average(_ => Enumerable.Range(0, looks).Max(_ => Enumerable.Range(0, rows).Count(_ => stream.NextDouble() < 0.8)) / (double)rows);

        var told = LookOptimism.Of(looks, Proportion.Of(160, rows)!.Value);

        Assert.Equal(best - 0.8, told, 0.004);
        Assert.Equal(0, LookOptimism.Of(1, Proportion.Of(160, rows)!.Value));
    }
}
