using TransferKit.Datasets;
using TransferKit.Runs;
using TransferKit.Tests.Strategy;

namespace TransferKit.Tests.Runs;

public sealed class RunDatasetTests
{
    [Theory]
    [InlineData("accuracy", null)]
    [InlineData("macro-f1", "macro-f1")]
    public void TheTasks_AreLearnedByTheMetricThatCounted(string recorded, string? named)
    {
        var run = new PlantedRun().Add(SplitName.Train, 8, 0.1).Build();
        run = run with { Tasks = [run.Tasks[0] with { Metric = recorded }] };
        Assert.Equal(named, RunDataset.Of(run).Tasks[0].Metric);
    }

    [Fact]
    public void Costs_ComeBackWithTheClassesOfTheRun()
    {
        var run = new PlantedRun().Add(SplitName.Train, 8, 0.1).Build();
        var task = run.Tasks[0];
        run = run with { Tasks = [task with { Metric = "cost", Costs = [.. task.Classes.Select((_, label) => task.Classes.Select((_, said) => label == said ? 0.0 : 1 + label).ToArray())] }] };
        var learned = RunDataset.Of(run).Tasks[0];
        Assert.Equal(("cost", 3), (learned.MainMetric.Name, learned.Costs![2, 0]));
    }
}
