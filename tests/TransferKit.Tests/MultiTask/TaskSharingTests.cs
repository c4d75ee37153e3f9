using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.MultiTask;
using TransferKit.Tasks;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Tests.MultiTask;

/// <summary>When sharing is said to hurt, from figures that are given.</summary>
public sealed class TaskSharingTests
{
    private static readonly LearningTask Kind = LearningTask.Classification("kind");
    private static readonly LearningTask Brightness = LearningTask.Regression("brightness");

    [Theory]
    [InlineData(-0.021, 0.01, "kind")]
    [InlineData(-0.019, 0.01, "")]
    [InlineData(-0.05, 0.06, "")]
    [InlineData(0.05, 0.01, "")]
    public void ATaskIsHurt_ByACertainLossThatMatters(double difference, double half, string hurt) =>
        Assert.Equal(hurt, string.Join(' ', TaskSharing.Hurt(Result(0.02, (Kind, 0.5, difference, half)))));

    [Theory]
    [InlineData(0.0002, "")]
    [InlineData(0.0003, "brightness")]
    [InlineData(-0.0003, "")]
    public void OfErrors_AShareOfTheErrorMatters_AndMoreIsWorse(double difference, string hurt) =>
        Assert.Equal(hurt, string.Join(' ', TaskSharing.Hurt(Result(0.02, (Brightness, 0.0146, difference, 0.0001)))));

    [Fact]
    public void TheUnitOfAnError_ChangesNothing()
    {
        foreach (var unit in new[] { 1e-3, 1, 1e3 })
        {
            Assert.Equal(["brightness"], TaskSharing.Hurt(Result(0.02, (Brightness, 5 * unit, 0.11 * unit, 0.01 * unit))));
            Assert.Empty(TaskSharing.Hurt(Result(0.02, (Brightness, 5 * unit, 0.09 * unit, 0.01 * unit))));
        }
    }

    [Fact]
    public void WithoutALeastGain_EveryCertainLossHurts() =>
        Assert.Equal(["kind", "brightness"], TaskSharing.Hurt(Result(0, (Kind, 0.5, -0.001, 0.0001), (Brightness, 0.0146, 0.0002, 0.0001))));

    [Fact]
    public void ASmallLoss_IsToldWithoutARemedy()
    {
        var advice = TaskSharing.Advice(Result(0.02, (Kind, 0.5, 0.001, 0.01), (Brightness, 0.0146, 0.0002, 0.0001)));
        Assert.Equal(
            [
                "'brightness' is worse together by 0.0002: certain, but less than the 0.00029 from which it matters.",
                "Together and alone differ by nothing that matters and is certain on these images: together is one model, smaller and faster than several, so take that.",
            ],
            advice);
    }

    [Fact]
    public void OnlyHurtTasks_AreTakenOut()
    {
        var result = Result(0.02, (Kind, 0.5, -0.1, 0.01), (Brightness, 0.0146, 0.0002, 0.0001));
        Assert.Contains(TaskSharing.Advice(result), sentence => sentence.StartsWith("Sharing hurts 'kind'", StringComparison.Ordinal));
        Assert.DoesNotContain(TaskSharing.Advice(result), sentence => sentence.StartsWith("Sharing hurts 'brightness'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-0.05, "With an adapter of its own, 'kind' is still worse than alone: train it alone.")]
    [InlineData(-0.015, "With an adapter of its own, 'kind' is no longer worse than alone by what is certain and matters.")]
    public void AHurtTask_MayHaveAnAdapterOfItsOwn_AndWhatThatBringsIsSaid(double difference, string sentence)
    {
        var result = Result(0.02, (Kind, 0.5, -0.1, 0.01), (Brightness, 0.0146, 0.0002, 0.0001));
        var arm = TaskSharing.WithOwnAdapters(Retrain.LastStages(1), result)!;
        Assert.Equal(("own adapter for kind", "kind", 32), (arm.Name, arm.OwnAdapters!.Single().Key, arm.OwnAdapters!.Single().Value));
        Assert.Null(TaskSharing.WithOwnAdapters(Retrain.LastStages(1), Result(0.02, (Kind, 0.5, 0.1, 0.01))));
        // Arms that were added come second in their pairs.
        var pair = result.Pairs[0] with { First = "kind alone", Second = arm.Name, Difference = new(new(-difference, -difference - 0.01, -difference + 0.01, 100), 0.001) };
        result = result with { Arms = [.. result.Arms, Arm(Kind, arm.Name, 0.5 + difference)], Pairs = [.. result.Pairs, pair] };
        Assert.Contains(sentence, TaskSharing.Advice(result));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public async Task ALeastGainOutOfRange_IsRefused(double leastGain)
    {
        var options = new ComparisonOptions { Arms = [Retrain.HeadOnly, Retrain.LastStages(1)], LeastGain = leastGain };
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => TransferComparison.RunAsync(null!, null!, options));
        Assert.Contains("'least-gain'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Tasks with the figure of each alone, together less alone, and half its interval.</summary>
    private static ComparisonResult Result(double leastGain, params (LearningTask Task, double Alone, double Difference, double Half)[] tasks) => new()
    {
        LeastGain = leastGain,
        Arms = [.. tasks.SelectMany(task => new[] { Arm(task.Task, TaskSharing.Together, task.Alone + task.Difference), Arm(task.Task, $"{task.Task.Name} alone", task.Alone) })],
        Pairs =
        [
            .. tasks.Select(task => new PairResult
            {
                First = TaskSharing.Together,
                Second = $"{task.Task.Name} alone",
                Task = task.Task,
                Metric = "figure",
                Difference = new(new(task.Difference, task.Difference - task.Half, task.Difference + task.Half, 100), Math.Abs(task.Difference) > task.Half ? 0.001 : 0.3),
                AdjustedP = Math.Abs(task.Difference) > task.Half ? 0.002 : 0.3,
                Others = new Dictionary<string, Difference?>(),
                McNemar = null,
            }),
        ],
        Majority = new Dictionary<string, double>(),
        Labelled = tasks.ToDictionary(task => task.Task.Name, _ => 100),
        Folds = 5,
        Seeds = [7],
        Notes = [],
    };

    private static ArmResult Arm(LearningTask task, string name, double value) => new()
    {
        Arm = name,
        Retrain = Retrain.LastStages(1),
        Task = task,
        Metric = "figure",
        Value = new(value, value - 0.1, value + 0.1, 100),
        Others = new Dictionary<string, Interval?>(),
        Seeds = [value],
        Parameters = 1,
        Seconds = 1,
    };
}
