using TransferKit.Evaluation;
using TransferKit.Tasks;
using TransferKit.Training.Comparisons;

namespace TransferKit.Tests.Training.Comparisons;

public sealed class ConclusionsTests
{
    [Fact]
    public void WhatIsToldApart_IsSaidBesideWhatIsNot()
    {
        var task = LearningTask.Classification("label");
        var sentences = Result(Pair(task, "head", "last:1", -0.08, 0.003), Pair(task, "head", "all", 0.01, 0.9), Pair(task, "last:1", "all", 0.09, 0.02)).Conclusions;
        Assert.Equal(
            [
                "On 'label' last:1 is better than head by 0.080; last:1 is better than all by 0.090 (p below 0.05 after correction for 3 comparisons).",
                "On 'label' these photos do not tell apart: head and all. Of arms that cannot be told apart take the cheapest; more photos would narrow the intervals.",
            ],
            sentences);
    }

    [Fact]
    public void OfErrors_LessIsBetter() =>
        Assert.StartsWith("On 'age' last:1 is better than head by 2.000", Result(Pair(LearningTask.Regression("age"), "head", "last:1", 2, 0.001)).Conclusions[0]);

    [Fact]
    public void AnIntervalWithoutZero_IsNotEnoughAmongMany()
    {
        var pair = Pair(LearningTask.Classification("label"), "head", "last:1", 0.1, 0.2);
        Assert.True(pair.Difference!.Value.IsDistinguishable);
        Assert.False(pair.IsDistinguishable);
    }

    private static PairResult Pair(LearningTask task, string first, string second, double difference, double adjusted) => new()
    {
        First = first,
        Second = second,
        Task = task,
        Metric = "accuracy",
        Difference = new(new Interval(difference, difference - 0.02, difference + 0.02, 100), 0.001),
        AdjustedP = adjusted,
        Others = new Dictionary<string, Difference?>(),
        McNemar = null,
    };

    private static ComparisonResult Result(params PairResult[] pairs) => new()
    {
        Arms =
        [
            .. pairs.Select(pair => pair.Task).Distinct().Select(task => new ArmResult
            {
                Arm = "head", Task = task, Metric = "accuracy", Value = null, Others = new Dictionary<string, Interval?>(), Seeds = [], Parameters = 1, Seconds = 1,
            }),
        ],
        Pairs = pairs,
        Majority = new Dictionary<string, double>(),
        Labelled = new Dictionary<string, int>(),
        Folds = 5,
        Seeds = [7],
        Notes = [],
    };
}
