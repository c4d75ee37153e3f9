using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tests.Datasets;
using TransferKit.Training.Heads;

namespace TransferKit.Tests.Training.Heads;

public sealed class MetricJudgeTests
{
    [Fact]
    public void Logits_BecomeProbabilities_AtTheTemperature()
    {
        var task = Task(LearningTask.Classification("label") with { Metric = "log-loss" }, ["a", "b"], 0, 1);
        using var judge = MetricJudge.Of(task, new(0, 1), new(2, []), null)!;

        // Logits of 2 and 0 at temperature 2: softmax of 1 and 0; the second row says the wrong class.
        var right = Math.E / (Math.E + 1);
        Assert.Equal((-Math.Log(right) - Math.Log(1 - right)) / 2, judge.Error([2, 0, 2, 0], [0, 1]), 6);
    }

    [Fact]
    public void Numbers_AreJudgedInTheUsersUnits()
    {
        var task = Task(LearningTask.Regression("size") with { Metric = "mae" }, [], 12, 7);
        using var judge = MetricJudge.Of(task, new(10, 4), HeadAnswer.Plain, null)!;
        Assert.Equal((Math.Abs(14 - 12) + Math.Abs(8 - 7)) / 2.0, judge.Error([1, -0.5f], [0, 1]), 6);
    }

    [Fact]
    public void Labels_AreJudgedAtTheirThresholds()
    {
        var task = Task(LearningTask.MultiLabel("tags") with { Metric = "accuracy" }, ["a", "b"], LabelSet.Of([0]), LabelSet.Of([0, 1]));
        using var strict = MetricJudge.Of(task, new(0, 1), new(1, [0.5, 0.9]), null)!;
        using var mild = MetricJudge.Of(task, new(0, 1), new(1, [0.5, 0.1]), null)!;
        // The second label has probability 0.5 in both rows and is true in one.
        Assert.Equal(0.25, strict.Error([3, 0, 3, 0], [0, 1]), 6);
        Assert.Equal(0.25, mild.Error([3, 0, 3, 0], [0, 1]), 6);
        Assert.Equal(0.5, mild.Error([-3, 0, 3, 0], [0, 1]), 6);
    }

    [Fact]
    public void ATaskWithoutAMetric_HasNoJudge() =>
        Assert.Null(MetricJudge.Of(Task(LearningTask.Classification("label"), ["a", "b"], 0, 1), new(0, 1), HeadAnswer.Plain, null));

    /// <summary>A rare class: the loss is content with strong decay, which calls everything common; balanced accuracy is not.</summary>
    [Fact]
    public void AHead_TakesTheStrengthThatItsTasksMetricRanksFirst()
    {
        var byLoss = Train(null);
        var named = Train("balanced-accuracy");
        Assert.True(named.WeightDecay < byLoss.WeightDecay, $"{named.WeightDecay} by the metric, {byLoss.WeightDecay} by the loss");
    }

    private static TaskRows Task(LearningTask task, string[] classes, params double[] labels) => new(task, classes, [.. labels.Select(label => (double?)label)]);

    private static TrainedHead Train(string? metric)
    {
        const int samples = 60;
        var rows = Enumerable.Range(0, samples).Select(i => new Row(i % 6 == 0 ? 1 : 0)).ToList();
        var dataset = SyntheticData.Of(rows);
        dataset = dataset.WithTasks([SyntheticData.Task with { Metric = metric }]);
        var random = new RandomStream(1, "features");
        FeatureMatrix features = new([.. rows.SelectMany(row => Enumerable.Range(0, 6).Select(column => (float)(random.NextGaussian() + (column < 2 ? row.Label!.Value : 0))))], samples, 6);
        using var trainer = new HeadTrainer(
            dataset, features, null, new(samples, [], 0, (_, _, box) => box), TaskRows.Of(dataset, dataset.Tasks[0]), new() { Seed = 7, Epochs = 20 }, null, null, new(null, HeadTrainer.Pieces));
        return trainer.Train("piece", [.. Enumerable.Range(0, samples)], [], default);
    }
}
