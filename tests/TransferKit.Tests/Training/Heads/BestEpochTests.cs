using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;

namespace TransferKit.Tests.Training.Heads;

/// <summary>One feature, two classes: logits of the second class less the first are slope x feature + offset.</summary>
public sealed class BestEpochTests : IDisposable
{
    private static readonly HeadData Data = new([-1, 0.2f, 3], [0, 1, 2], [0, 0, 1], null);

    // Sure of two rows and just wrong in the third: loss 0.25. Just right in all: loss 0.55. Better right in all: loss 0.43.
    private static readonly (float Slope, float Offset) Sure = (4, -0.7f);
    private static readonly (float Slope, float Offset) Right = (0.2f, -0.2f);
    private static readonly (float Slope, float Offset) BetterRight = (0.4f, -0.4f);

    private readonly HeadNetwork _network = new(new HeadPlan(KindRules.Of(TaskKind.Classification).Loss(new(0)), 1, 2, new()), 1, new AdamOptimizer(), true, new());

    [Fact]
    public void WithoutAMetric_TheLeastLossIsKept() => Assert.Equal(Sure, Kept(new BestEpoch(_network, Data, Data.Rows, null), Right, Sure, BetterRight));

    [Fact]
    public void TheMetricOfTheTask_GoesBeforeTheLoss()
    {
        using var judge = Judge();
        Assert.Equal(Right, Kept(new BestEpoch(_network, Data, Data.Rows, judge), Sure, Right, Sure));
    }

    [Fact]
    public void OfEqualFigures_TheLessLossIsKept()
    {
        using var judge = Judge();
        Assert.Equal(BetterRight, Kept(new BestEpoch(_network, Data, Data.Rows, judge), Right, BetterRight, Right));
    }

    [Fact]
    public void ACheckpoint_KeepsTheBestAndItsFigure()
    {
        using var judge = Judge();
        var before = new BestEpoch(_network, Data, Data.Rows, judge);
        Kept(before, Right);
        var after = new BestEpoch(_network, Data, Data.Rows, judge);
        after.Restore(before.State().ToDictionary(tensor => tensor.Name));
        Assert.Equal(Right, Kept(after, Sure));
        Assert.Equal(BetterRight, Kept(after, BetterRight));
    }

    public void Dispose() => _network.Dispose();

    private static MetricJudge Judge() => MetricJudge.Of(
        new(LearningTask.Classification("label") with { Metric = "accuracy" }, ["a", "b"], [0, 0, 1]), new(0, 1), HeadAnswer.Plain, null)!;

    /// <summary>What is kept after epochs that ended at these weights.</summary>
    private (float Slope, float Offset) Kept(BestEpoch best, params (float Slope, float Offset)[] epochs)
    {
        var (weights, bias) = (_network.Parameters[0][0].Value, _network.Parameters[0][1].Value);
        foreach (var (slope, offset) in epochs)
        {
            (weights.Span[1], bias.Span[1]) = (slope, offset);
            best.Consider();
        }

        best.Restore();
        return (weights.Span[1], bias.Span[1]);
    }
}
