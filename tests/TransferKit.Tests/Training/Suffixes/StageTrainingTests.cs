using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Training;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Suffixes;

namespace TransferKit.Tests.Training.Suffixes;

/// <summary>The last stages of a small backbone trained end to end, through the public API.</summary>
public sealed class StageTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-stages-").FullName;
    private readonly DatasetSplit _split;

    public StageTrainingTests() => _split = ImageDataset.FromFolders(TinyPhotos.Write(Path.Combine(_folder, "photos"))).Split(7);

    private FineTuneOptions Options => new() { Retrain = Retrain.LastStages(2), Epochs = 4, Threads = 1, Stages = new() { Share = 1 }, Augmentation = AugmentationOptions.None };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("last:1", 1)]
    [InlineData("last:2", 3)]
    [InlineData("last:3", 5)]
    [InlineData("all", 6)]
    public async Task OnlyTheStagesAskedFor_GetNewWeights(string mode, int changed)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await TransferTrainer.FineTuneAsync(backbone, _split, Options with { Retrain = new(mode) });
        var before = Weights(backbone.Model);
        var after = Weights(run.ToModel());
        var moved = before.Where(weight => !weight.Value.SequenceEqual(after[weight.Key])).Select(weight => weight.Key).ToList();
        Assert.Equal(changed, moved.Count(name => name.EndsWith(".weight", StringComparison.Ordinal)));
        Assert.DoesNotContain(moved, name => name.Contains("scale") || name.Contains("shift") || name.Contains("mean") || name.Contains("variance"));
        Assert.Equal(backbone.Stages[^(mode == "all" ? backbone.Stages.Count : int.Parse(mode[5..]))].Name, run.Retrained?.From);
    }

    [Theory]
    [InlineData(StageNormalization.Affine, "two.a.scale two.a.shift two.b.scale two.b.shift")]
    [InlineData(StageNormalization.BatchStatistics,
        "two.a.mean two.a.scale two.a.shift two.a.variance two.b.mean two.b.scale two.b.shift two.b.variance")]
    public async Task BatchNormalization_IsTrainedAsAskedFor(StageNormalization normalization, string changed)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await TransferTrainer.FineTuneAsync(backbone, _split, Options with { Retrain = Retrain.LastStages(3), StageNormalization = normalization });
        var before = Weights(backbone.Model);
        var after = Weights(run.ToModel());
        var moved = before.Keys.Where(name => !name.EndsWith(".weight", StringComparison.Ordinal) && !name.EndsWith(".bias", StringComparison.Ordinal)
            && !before[name].SequenceEqual(after[name])).Order(StringComparer.Ordinal);
        Assert.Equal(changed, string.Join(' ', moved));
        Assert.DoesNotContain(run.Notes, note => note.Contains("batch normalisation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StagesWithoutBatchNormalization_SaySo()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await TransferTrainer.FineTuneAsync(backbone, _split, Options with { StageNormalization = StageNormalization.BatchStatistics });
        Assert.Contains(run.Notes, note => note.Contains("hold no batch normalisation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunningMeans_BecomeThoseOfTheTrainingImages()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await TransferTrainer.FineTuneAsync(backbone, _split, Options with
        {
            // Weights that hardly move: the statistics alone do.
            Retrain = Retrain.LastStages(3),
            StageNormalization = StageNormalization.BatchStatistics,
            LearningRate = 1e-9,
            Epochs = 60,
        });
        var norm = backbone.Model.Proto.Graph.Node.First(node => node.OpType == "BatchNormalization");
        using var extractor = new FeatureExtractor(backbone, new([new(norm.Input[0], Pooling.Mean)]));
        var pooled = (await extractor.ExtractAsync([.. _split.Train.Select(row => _split.Dataset.Samples[row])])).Matrix;
        var found = Weights(run.ToModel())["two.a.mean"];
        for (var channel = 0; channel < found.Length; channel++)
        {
            var mean = Enumerable.Range(0, pooled.Rows).Average(row => (double)pooled.Row(row)[channel]);
            Assert.Equal(mean, found[channel], 0.01);
        }
    }

    [Theory]
    [InlineData(StageNormalization.Frozen)]
    [InlineData(StageNormalization.BatchStatistics)]
    public async Task SavedModel_PredictsWhatWasMeasured(StageNormalization normalization)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await TransferTrainer.FineTuneAsync(
            backbone, _split, Options with { LearningRate = 0.01, Retrain = Retrain.LastStages(3), StageNormalization = normalization });
        var path = Path.Combine(_folder, "model.onnx");
        run.Save(path);
        using var predictor = Predictor.Load(path);
        var correct = _split.Test.Count(row => predictor.Predict(_split.Dataset.Samples[row].Path).Top("label").Label
            == run.Tasks[0].Classes[(int)_split.Dataset.Samples[row].Labels[0]!.Value]);
        Assert.Equal(run.Test!.Metrics["accuracy"]!.Value.Value, (double)correct / _split.Test.Count, 6);
    }

    [Theory]
    [InlineData(OptimizerKind.Momentum, StageNormalization.Frozen)]
    [InlineData(OptimizerKind.Adam, StageNormalization.Frozen)]
    [InlineData(OptimizerKind.Adam, StageNormalization.BatchStatistics)]
    public async Task StoppedAnywhereAndResumed_EndsAtTheSameBits(OptimizerKind optimizer, StageNormalization normalization)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with
        {
            Optimizer = optimizer,
            Batch = 8,
            Folds = 2,
            Epochs = 3,
            Retrain = Retrain.LastStages(3),
            StageNormalization = normalization,
        };
        var whole = await TransferTrainer.FineTuneAsync(backbone, _split, options);
        var resumed = options with { WorkFolder = Path.Combine(_folder, "work"), Resume = true };
        for (var stop = 0; ; stop++)
        {
            // Stops later and later in the training, until a run gets through.
            using var cancellation = new CancellationTokenSource();
            var seen = 0;
            var progress = new Callback(report =>
            {
                if (report.Phase == "train" && ++seen == 5)
                {
                    cancellation.Cancel();
                }
            });
            try
            {
                var run = await TransferTrainer.FineTuneAsync(backbone, _split, resumed, stop < 40 ? progress : null, cancellation.Token);
                Assert.True(stop > 3, "The training was never stopped.");
                Assert.Equal(ArtifactDigest.Of(whole.ToModel()), ArtifactDigest.Of(run.ToModel()));
                return;
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    [Fact]
    public async Task UnknownStage_IsNamedWithTheKnownOnes()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => TransferTrainer.FineTuneAsync(backbone, _split, Options with { Retrain = Retrain.From("twoo") }));
        Assert.Contains("two", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ActivationsBeyondMemory_AreRefusedBeforeTheWork()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var plan = SuffixPlan.Of(Retrain.LastStages(1), backbone.Stages, FeatureSpec.Default(backbone))!;
        plan.CheckMemory(1_000, available: 1L << 30);
        var error = Assert.Throws<InvalidOptionsException>(() => plan.CheckMemory(1_000_000, available: 1L << 30));
        Assert.Contains("retrain fewer stages", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WeightDecay_IsThatOfTheHeads()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await TransferTrainer.FineTuneAsync(backbone, _split, Options with { WeightDecay = 3 });
        Assert.Equal(3, run.Tasks[0].WeightDecay);
    }

    [Fact]
    public async Task BestEpochWithStages_IsRefused()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        await Assert.ThrowsAsync<InvalidOptionsException>(() => TransferTrainer.FineTuneAsync(backbone, _split, Options with { Keep = Keep.Best }));
    }

    [Fact]
    public async Task Stages_LearnFromVariants_ComputedOrCached()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        // As many steps as without: 5 times the rows in a fifth of the epochs.
        var options = Options with { Augmentation = AugmentationOptions.Strong, Variants = 4, Epochs = 1, CacheFolder = Path.Combine(_folder, "cache") };
        var plain = await TransferTrainer.FineTuneAsync(backbone, _split, Options with { Epochs = 5 });
        var computed = await TransferTrainer.FineTuneAsync(backbone, _split, options);
        var cached = await TransferTrainer.FineTuneAsync(backbone, _split, options);
        Assert.Equal(Weights(computed.ToModel()), Weights(cached.ToModel()));
        Assert.NotEqual(Weights(computed.ToModel())["four.weight"], Weights(plain.ToModel())["four.weight"]);
        Assert.Equal(plain.Test!.Metrics["accuracy"]!.Value.N, computed.Test!.Metrics["accuracy"]!.Value.N);
    }

    private static Dictionary<string, float[]> Weights(OnnxModel model) => model.Proto.Graph.Initializer
        .Where(tensor => tensor.Name.Split('.')[0] is "one" or "two" or "three" or "four")
        .ToDictionary(tensor => tensor.Name, Tensors.ToFloats);

    private sealed class Callback(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
