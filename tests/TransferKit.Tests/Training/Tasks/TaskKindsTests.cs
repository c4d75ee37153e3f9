using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Graphs.Onnx;
using TransferKit.Tasks;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Tests.Training.Tasks;

/// <summary>Every kind of task through training, figures, file and predictor.</summary>
public sealed class TaskKindsTests : IDisposable
{
    private static readonly LearningTask[] All = [TaskTable.Kind, TaskTable.Tags, TaskTable.Grade, TaskTable.Size];
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-kinds-").FullName;

    private FineTuneOptions Options => new() { Threads = 1, Augmentation = AugmentationOptions.None, CacheFolder = Path.Combine(_folder, "cache") };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("head", "linear")]
    [InlineData("head", "mlp")]
    [InlineData("last:1", "linear")]
    public async Task EveryKind_IsLearned_AndTheFileAnswersAsItWasMeasured(string retrain, string head)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var dataset = TaskTable.Write(_folder, (_, _) => false, All);
        var run = await TransferTrainer.FineTuneAsync(backbone, dataset.Split(7), Options with
        {
            Retrain = new(retrain),
            Head = head == "mlp" ? new() { Hidden = [16] } : new(),
            Stages = retrain == "head" ? new() : new() { Share = 1 },
        });
        var test = run.Tasks.ToDictionary(task => task.Task.Name, task => task.Test!);
        Assert.True(test["kind"]["accuracy"]!.Value.Value > 0.85);
        Assert.True(test["tags"]["macro-f1"]!.Value.Value > 0.7, $"{test["tags"]["macro-f1"]}");
        Assert.True(test["grade"]["kappa"]!.Value.Value > 0.7, $"{test["grade"]["kappa"]}");
        Assert.True(test["size"]["mae"]!.Value.Value < 6, $"{test["size"]["mae"]}");

        var file = Path.Combine(_folder, "kinds.onnx");
        run.Save(file);
        using var model = Predictor.Load(file);
        var right = (Tags: 0, Grade: 0);
        var held = dataset.Split(7).Test;
        foreach (var sample in held.Select(index => dataset.Samples[index]))
        {
            var answer = await model.PredictAsync(sample.Path);
            var tags = LabelSet.Of(answer.Labels("tags").Select(label => dataset.ClassesOf(TaskTable.Tags).ToList().IndexOf(label.Label)));
            right.Tags += Enumerable.Range(0, 2).Count(label => LabelSet.Contains(tags, label) == LabelSet.Contains(sample.Labels[1]!.Value, label));
            right.Grade += answer.Level("grade").Label == dataset.ClassesOf(TaskTable.Grade)[(int)sample.Labels[2]!.Value] ? 1 : 0;
            Assert.Equal(1, answer.Scores("grade").Sum(score => score.Score), 5);
            Assert.All(answer.Scores("grade"), score => Assert.InRange(score.Score, 0, 1));
            Assert.Throws<ArgumentException>(() => answer.Labels("grade"));
            Assert.Throws<ArgumentException>(() => answer.Level("kind"));
        }

        Assert.Equal(test["grade"]["accuracy"]!.Value.Value, (double)right.Grade / held.Count, 9);
        Assert.Equal(test["tags"]["accuracy"]!.Value.Value, (double)right.Tags / (2 * held.Count), 9);
    }

    [Fact]
    public async Task ASavedModel_IsReadBackAsItWasSaved_AndGoesOnTraining()
    {
        var dataset = TaskTable.Write(_folder, (_, _) => false, All);
        var first = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), dataset.Split(7), Options);
        var file = Path.Combine(_folder, "kinds.onnx");
        first.Save(file);
        var heads = HeadReader.Read(OnnxModel.Load(file));
        Assert.Equal(All, heads.Select(head => head.Task));
        Assert.Equal(2, heads[1].Thresholds.Count);
        Assert.All(heads[2].Layers[^1].Weights.Chunk(2), pair => Assert.Equal(pair[0], pair[1]));
        Assert.True(heads[2].Layers[^1].Bias[0] >= heads[2].Layers[^1].Bias[1]);

        // One step of a rate of nearly nothing leaves what was learned, which a new head would not know.
        var backbone = await Backbone.LoadAsync(file);
        var second = await TransferTrainer.FineTuneAsync(backbone, dataset.Split(7), Options with { Epochs = 1, LearningRate = 1e-9, WeightDecay = 0 });
        foreach (var (before, after) in first.Tasks.Zip(second.Tasks))
        {
            var metric = before.Train!.Metrics.Keys.First();
            Assert.Equal(before.Train[metric]!.Value.Value, after.Train![metric]!.Value.Value, 2);
        }
    }

    [Theory]
    [InlineData("head", RegressionLoss.Squared)]
    [InlineData("last:1", RegressionLoss.Huber)]
    public async Task ALogScale_IsLearnedRelatively_AndAnsweredInTheUsersUnits(string retrain, RegressionLoss loss)
    {
        TaskTable.Write(_folder, (_, _) => false, All);
        var table = Path.Combine(_folder, "prices.csv");
        double[] prices = [1, 100, 10_000];
        File.WriteAllLines(table, Enumerable.Range(0, 42).Select(i => FormattableString.Invariant(
            $"photos/{Cli.Tests.Fixtures.TinyPhotos.Classes[i % 3]}/{i / 3:00}.bmp,{prices[i % 3]},{(i / 3 < 10 ? "train" : "test")}")).Prepend("path,price,split"));
        var dataset = ImageDataset.FromCsv(table, tasks: [LearningTask.Regression("price", logScale: true)]);
        var run = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), dataset.Split(7), Options with
        {
            Retrain = new(retrain),
            RegressionLoss = loss,
            Stages = retrain == "head" ? new() : new() { Share = 1 },
        });
        var file = Path.Combine(_folder, "price.onnx");
        run.Save(file);
        Assert.True(HeadReader.Read(OnnxModel.Load(file)).Single().Task.LogScale);
        using var model = Predictor.Load(file);
        var errors = new List<double>();
        foreach (var sample in dataset.Split(7).Test.Select(index => dataset.Samples[index]))
        {
            errors.Add(Math.Abs(Math.Log10((await model.PredictAsync(sample.Path)).Value("price") / sample.Labels[0]!.Value)));
        }

        Assert.InRange(errors.Average(), 0, 0.8);
    }

    [Fact]
    public async Task Folds_AndComparisons_MeasureEveryKind()
    {
        var dataset = TaskTable.Write(_folder, (i, task) => task == "tags" && i % 4 == 0, All);
        var result = await TransferComparison.RunAsync(await SmallBackbone.LoadAsync(_folder), dataset, new()
        {
            Arms = [Retrain.HeadOnly, Retrain.LastStages(1)],
            Folds = 3,
            Training = Options with { Epochs = 3, WorkFolder = Path.Combine(_folder, "work") },
        });
        Assert.Equal(["accuracy", "macro-f1", "kappa", "mae"], result.Arms.Where(arm => arm.Arm == "head").Select(arm => arm.Metric));
        Assert.All(result.Arms, arm => Assert.NotNull(arm.Value));
        Assert.All(result.Pairs, pair => Assert.NotNull(pair.Difference));
        var again = await TransferComparison.RunAsync(await SmallBackbone.LoadAsync(_folder), dataset, new()
        {
            Arms = [Retrain.HeadOnly, Retrain.LastStages(1)],
            Folds = 3,
            Training = Options with { Epochs = 3, WorkFolder = Path.Combine(_folder, "work"), Resume = true },
        });
        Assert.Equal(result.Arms.Select(arm => arm.Value!.Value.Value), again.Arms.Select(arm => arm.Value!.Value.Value));
    }
}
