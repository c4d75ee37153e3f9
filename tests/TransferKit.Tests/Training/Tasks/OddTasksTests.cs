using TransferKit.Augmentation;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;

namespace TransferKit.Tests.Training.Tasks;

/// <summary>Tasks that there is little or nothing to learn of.</summary>
public sealed class OddTasksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-odd-").FullName;

    public OddTasksTests() => TinyPhotos.Write(Path.Combine(_folder, "photos"), perClass: 10);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("head")]
    [InlineData("last:1")]
    public async Task AConstantTarget_IsPredicted(string retrain)
    {
        var run = await RunAsync(Data([TaskTable.Kind, TaskTable.Size], (_, task) => task == "size" ? "7.5" : null), retrain);
        Assert.Equal(0, run["size"].Test!["mae"]!.Value.Value, 2);
    }

    [Fact]
    public async Task LabelsMissingInAWholePart_LeaveThatFigureOut_AndTheOthersThere()
    {
        var run = await RunAsync(Data([TaskTable.Kind, TaskTable.Size], (i, task) => task == "size" && Part(i) == "test" ? "" : null), "last:1");
        Assert.Null(run["size"].Test);
        Assert.NotNull(run["size"].Dev);
        Assert.Equal(6, run["kind"].Test!.N);
    }

    [Fact]
    public async Task LabelsMissingInAllOfTraining_AreAnErrorThatNamesTheTask()
    {
        var data = Data([TaskTable.Kind, TaskTable.Size], (i, task) => task == "size" && Part(i) == "train" ? "" : null);
        var error = await Assert.ThrowsAsync<InvalidDatasetException>(() => RunAsync(data, "last:1"));
        Assert.Contains("'size' has 0 labelled training images", error.Message);
    }

    [Fact]
    public async Task OneLevelInTraining_IsNothingToLearn()
    {
        var data = Data([TaskTable.Grade], (i, _) => Part(i) == "train" ? "1" : "2");
        Assert.Contains("at least 2 classes", (await Assert.ThrowsAsync<InvalidDatasetException>(() => RunAsync(data, "head"))).Message);
    }

    [Theory]
    [InlineData("head")]
    [InlineData("last:1")]
    public async Task AClassThatTrainingNeverSaw_CountsAsMissed(string retrain)
    {
        var run = await RunAsync(Data([TaskTable.Kind], (i, _) => Part(i) == "test" && i % 3 == 0 ? "new" : null), retrain);
        Assert.Equal(4, run["kind"].Classes.Count);
        Assert.InRange(run["kind"].Test!["accuracy"]!.Value.Value, 0, 4.0 / 6);
    }

    [Fact]
    public async Task ALabelThatTrainingNeverSaw_IsLeftOutOfPredictions()
    {
        var run = await RunAsync(Data([TaskTable.Tags], (i, _) => i % 3 == 0 && Part(i) == "test" ? "cold;new" : null), "last:1");
        Assert.Equal(3, run["tags"].Classes.Count);
        Assert.NotNull(run["tags"].Test!["macro-f1"]);
    }

    [Fact]
    public void NamesThatClash_AreRefused() =>
        Assert.Contains("kind", Assert.Throws<InvalidOptionsException>(() => Data([TaskTable.Kind, TaskTable.Kind], (_, _) => null)).Message);

    [Fact]
    public async Task TwoHundredTasks_AreTrainedTogether()
    {
        var columns = Enumerable.Range(0, 200).Select(number => $"n{number}").ToArray();
        var table = Path.Combine(_folder, "wide.csv");
        File.WriteAllLines(table, Enumerable.Range(0, 30).Select(i =>
            $"photos/{TinyPhotos.Classes[i % 3]}/{i / 3:00}.bmp,{string.Join(',', columns.Select((_, task) => (i + task) % 3))},{Part(i)}").Prepend($"path,{string.Join(',', columns)},split"));
        var data = ImageDataset.FromCsv(table, tasks: [.. columns.Select(column => LearningTask.Regression(column))]);
        var run = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), data.Split(7), new()
        {
            Retrain = Retrain.LastStages(1),
            Stages = new() { Share = 1 },
            Augmentation = AugmentationOptions.None,
            Epochs = 2,
            WeightDecay = 0.1,
            Threads = 2,
        });
        Assert.Equal(200, run.Tasks.Count);
        Assert.Equal(200, run.ToModel().Proto.Graph.Output.Count);
    }

    private static string Part(int i) => (i / 3) switch { < 6 => "train", < 8 => "dev", _ => "test" };

    /// <summary>A table in which some labels are others than usual; null for the usual one.</summary>
    private ImageDataset Data(LearningTask[] tasks, Func<int, string, string?> label)
    {
        var table = Path.Combine(_folder, "odd.csv");
        string[][] usual = [["blue", "cold", "1", "0"], ["green", "cold;plant", "2", "10"], ["red", ";", "3", "20"]];
        string[] names = ["kind", "tags", "grade", "size"];
        File.WriteAllLines(table, Enumerable.Range(0, 30).Select(i =>
            $"photos/{TinyPhotos.Classes[i % 3]}/{i / 3:00}.bmp,{string.Join(',', names.Select((name, column) => label(i, name) ?? usual[i % 3][column]))},{Part(i)}")
            .Prepend("path,kind,tags,grade,size,split"));
        return ImageDataset.FromCsv(table, tasks: tasks);
    }

    private async Task<TransferRun> RunAsync(ImageDataset data, string retrain) =>
        await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), data.Split(7), new()
        {
            Retrain = new(retrain),
            Stages = retrain == "head" ? new() : new() { Share = 1 },
            Augmentation = AugmentationOptions.None,
            Threads = 1,
            Epochs = retrain == "head" ? null : 5,
        });
}
