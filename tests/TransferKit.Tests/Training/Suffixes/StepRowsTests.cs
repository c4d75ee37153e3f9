using TransferKit.Tasks;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;
using TransferKit.Training.Suffixes;

namespace TransferKit.Tests.Training.Suffixes;

/// <summary>Steps of 10 rows from 100, of which the task 'rare' labels 5 and the task 'often' 95.</summary>
public class StepRowsTests
{
    [Fact]
    public void Proportional_TakesEveryRowOnceAnEpoch()
    {
        var rows = Rows(TaskSampler.Proportional);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            Assert.Equal(Enumerable.Range(0, 100), Enumerable.Range(10 * epoch, 10).SelectMany(rows.Of).Order());
        }

        Assert.NotEqual(rows.Of(0), rows.Of(10));
    }

    [Fact]
    public void RoundRobin_TakesTurns_AndGoesThroughAllRowsOfATask()
    {
        var rows = Rows(TaskSampler.RoundRobin);
        // By name: 'often' begins.
        Assert.All(Enumerable.Range(0, 20), step => Assert.All(rows.Of(step), row => Assert.Equal(step % 2 == 1, IsRare(row))));
        Assert.Equal(Enumerable.Range(0, 5).SelectMany(row => new[] { row, row }), rows.Of(1).Order());
        Assert.Equal(95, Enumerable.Range(0, 10).SelectMany(turn => rows.Of(2 * turn)).Take(95).Distinct().Count());
    }

    [Fact]
    public void Temperature_FeedsTheRareTaskMoreOften_ButNotAsOftenAsTheOther()
    {
        var rows = Rows(TaskSampler.Temperature);
        var share = Enumerable.Range(0, 300).SelectMany(rows.Of).Average(row => IsRare(row) ? 1.0 : 0);
        // 5^(1/5) / (5^(1/5) + 95^(1/5))
        Assert.Equal(0.357, share, 0.03);
    }

    [Theory]
    [InlineData(TaskSampler.Proportional)]
    [InlineData(TaskSampler.Temperature)]
    [InlineData(TaskSampler.RoundRobin)]
    public void AStep_IsTheSameWhateverCameBefore_AndWhateverTheOrderOfTasks(TaskSampler sampler)
    {
        var (one, other) = (Rows(sampler), Rows(sampler, swapped: true));
        one.Of(3);
        Assert.Equal(Rows(sampler).Of(17), one.Of(17));
        Assert.Equal(one.Of(17), other.Of(17));
        Assert.Equal(10, one.Of(17).Length);
    }

    [Theory]
    [InlineData(TaskSampler.Proportional)]
    [InlineData(TaskSampler.Temperature)]
    [InlineData(TaskSampler.RoundRobin)]
    public void TheScheduleOfAHead_IsAsLongAsThereAreStepsWithItsLabels(TaskSampler sampler)
    {
        var rows = Rows(sampler);
        var steps = Enumerable.Range(0, 20).Select(rows.Of).ToArray();

        Assert.Equal([steps.Count(step => step.Any(IsRare)), steps.Count(step => step.Any(row => !IsRare(row)))], rows.LabelledSteps(20));
        Assert.Equal(sampler != TaskSampler.Temperature, rows.LabelledSteps(20)[0] < 20);
    }

    private static bool IsRare(int row) => row < 5;

    private static StepRows Rows(TaskSampler sampler, bool swapped = false)
    {
        TunedHead[] heads = [Head("rare", IsRare), Head("often", row => !IsRare(row))];
        return new(swapped ? [heads[1], heads[0]] : heads, new()
        {
            Piece = "test",
            Rows = [.. Enumerable.Range(0, 100)],
            Epochs = 2,
            Batches = 10,
            Optimizer = Optimizer.Create(OptimizerKind.Adam),
            Schedule = ScheduleKind.Cosine,
            LearningRate = 0.1,
            Stages = new(),
            Threads = 1,
            Seed = 7,
            Sampler = sampler,
        });
    }

    private static TunedHead Head(string name, Func<int, bool> isLabelled) => new(
        new TaskRows(LearningTask.Regression(name), [], [.. Enumerable.Range(0, 100).Select(row => isLabelled(row) ? row : (double?)null)]), null!, null!, 0, null);
}
