using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Datasets;
using TransferKit.Graphs.Onnx;
using TransferKit.Tasks;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;

namespace TransferKit.Tests.Training.Tasks;

/// <summary>What missing labels must not change.</summary>
public sealed class MissingLabelsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-missing-").FullName;

    private FineTuneOptions Options => new() { Threads = 1, Augmentation = AugmentationOptions.None, CacheFolder = Path.Combine(_folder, "cache"), Epochs = 4 };

    private FineTuneOptions Of(string retrain) => retrain == "adapter"
        ? Options with { Adapter = 6, Stages = new() { Share = 1 } }
        : Options with { Retrain = new(retrain), Stages = retrain == "head" ? new() : new() { Share = 1 } };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("head")]
    [InlineData("last:2")]
    [InlineData("adapter")]
    public async Task ImagesWithoutAnyLabel_ChangeNoByte(string retrain)
    {
        LearningTask[] tasks = [TaskTable.Kind, TaskTable.Tags];
        async Task<byte[]> ModelAsync(int unlabelled)
        {
            var dataset = TaskTable.Write(_folder, (i, task) => task == "tags" ? i % 2 == 0 : i % 5 == 0, tasks, unlabelled);
            var run = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), dataset.Split(7), Of(retrain));
            var model = run.ToModel().Proto.Clone();
            foreach (var times in model.MetadataProps.Where(entry => entry.Key.Contains("times", StringComparison.Ordinal)).ToList())
            {
                model.MetadataProps.Remove(times);
            }

            return OnnxModel.From(model).ToBytes();
        }

        Assert.Equal(await ModelAsync(0), await ModelAsync(9));
    }

    [Fact]
    public async Task TasksWithDisjointLabels_AreTrainedAsIfAlone_WhereNothingIsShared()
    {
        bool IsMissing(int i, string task) => task == "kind" ? i / 3 % 2 == 0 : i / 3 % 2 == 1;
        LearningTask[] both = [TaskTable.Kind, TaskTable.Size];
        var together = await HeadsAsync(TaskTable.Write(_folder, IsMissing, both), Options);
        foreach (var task in both)
        {
            var alone = await HeadsAsync(TaskTable.Write(_folder, IsMissing, [task]), Options);
            AssertClose(alone.Single(), together.Single(head => head.Task == task));
        }
    }

    [Theory]
    [InlineData("head")]
    [InlineData("last:1")]
    [InlineData("adapter")]
    public async Task TheOrderOfTasks_ChangesNothing(string retrain)
    {
        bool IsMissing(int i, string task) => task == "kind" ? i % 4 == 0 : i % 3 == 1;
        var options = Of(retrain) with { Head = new() { Hidden = [8], Dropout = 0.3 } };
        var oneWay = await HeadsAsync(TaskTable.Write(_folder, IsMissing, [TaskTable.Kind, TaskTable.Tags]), options);
        var otherWay = await HeadsAsync(TaskTable.Write(_folder, IsMissing, [TaskTable.Tags, TaskTable.Kind]), options);
        AssertClose(oneWay[0], otherWay[1]);
        AssertClose(oneWay[1], otherWay[0]);
    }

    [Fact]
    public async Task ATaskWithoutLabelsInMostBatches_StillLearns()
    {
        // Two labelled images of each colour: most batches have none of them.
        var dataset = TaskTable.Write(_folder, (i, task) => task == "size" && i / 3 is > 1 and < 8, [TaskTable.Kind, TaskTable.Size]);
        var run = await TransferTrainer.FineTuneAsync(
            await SmallBackbone.LoadAsync(_folder), dataset.Split(7), Of("last:1") with { Batch = 3, Epochs = 20 });
        Assert.Equal(6, run.Tasks[1].Train!.N);
        Assert.Equal(9, run.Tasks[1].Test!.N);
        Assert.True(run.Tasks[1].Test!["mae"]!.Value.Value < 6);
    }

    private async Task<IReadOnlyList<HeadModel>> HeadsAsync(ImageDataset dataset, FineTuneOptions options) =>
        HeadReader.Read((await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), dataset.Split(7), options)).ToModel());

    private static void AssertClose(HeadModel expected, HeadModel actual)
    {
        Assert.Equal(expected.Task, actual.Task);
        var (left, right) = (Numbers(expected), Numbers(actual));
        Assert.Equal(left.Length, right.Length);
        var largest = left.Max(Math.Abs);
        Assert.All(left.Zip(right), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-6 * largest));
    }

    private static float[] Numbers(HeadModel head) =>
    [
        .. head.FeatureMean, .. head.FeatureScale, .. head.Layers.SelectMany(layer => layer.Weights.Concat(layer.Bias)),
        (float)head.Temperature, (float)head.TargetMean, (float)head.TargetScale, .. head.Thresholds.Select(threshold => (float)threshold),
    ];
}
