using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Training;

namespace TransferKit.Tests.Training.Suffixes;

/// <summary>A network of random weights, all of it trained: the control of what a pretraining is worth.</summary>
public sealed class ScratchTests : IDisposable
{
    private static readonly ScratchOptions Small = new() { InputSize = 32 };

    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-scratch-").FullName;
    private readonly DatasetSplit _split;

    public ScratchTests() => _split = ImageDataset.FromFolders(TinyPhotos.Write(Path.Combine(_folder, "photos"))).Split(7);

    private static FineTuneOptions Options => new() { Retrain = Retrain.All, Epochs = 6, Batch = 8, Threads = 1 };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheNetwork_LearnsFarAboveChance()
    {
        var run = await TransferTrainer.FineTuneAsync(Backbone.Scratch(Small), _split, Options with { Folds = 3 });
        var found = run.Tasks[0].CrossValidated!.Metrics["accuracy"]!.Value;
        Assert.Equal(36, found.N);
        Assert.InRange(found.Value, 0.8, 1);
        Assert.Equal("block1", run.Retrained!.From);
    }

    [Fact]
    public async Task SavedModel_PredictsWhatWasMeasured()
    {
        var run = await TransferTrainer.FineTuneAsync(Backbone.Scratch(Small), _split, Options with { Epochs = 2 });
        var path = Path.Combine(_folder, "model.onnx");
        run.Save(path);
        using var predictor = Predictor.Load(path);
        var correct = _split.Test.Count(row => predictor.Predict(_split.Dataset.Samples[row].Path).Top("label").Label
            == run.Tasks[0].Classes[(int)_split.Dataset.Samples[row].Labels[0]!.Value]);
        Assert.Equal(run.Test!.Metrics["accuracy"]!.Value.Value, (double)correct / _split.Test.Count, 6);
    }

    [Fact]
    public async Task TheFile_TellsWhereItsWeightsComeFrom()
    {
        var run = await TransferTrainer.FineTuneAsync(Backbone.Scratch(Small), _split, Options with { Epochs = 1, Seed = 5 });
        var provenance = ArtifactMetadata.Read(run.ToModel()).Provenance;
        Assert.Equal(("none", "MIT", 5), (provenance.Backbone, provenance.BackboneLicence, provenance.Seed));
        Assert.Contains(run.Notes, note => note.Contains("random weights (seed 7)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EqualSeeds_GiveEqualBytes_OtherWeightsOthers()
    {
        async Task<ContentHash> Digest(int seed) => ArtifactDigest.Of((await TransferTrainer.FineTuneAsync(
            Backbone.Scratch(Small with { Seed = seed }), _split, Options with { Epochs = 1 })).ToModel());
        Assert.Equal(await Digest(1), await Digest(1));
        Assert.NotEqual(await Digest(1), await Digest(2));
    }

    [Fact]
    public async Task StoppedAnywhereAndResumed_EndsAtTheSameBits()
    {
        // 25 images in batches of 9, 8 and 8: two graphs, and statistics that a checkpoint must hold.
        var options = Options with { Epochs = 2, Batch = 9 };
        var whole = await TransferTrainer.FineTuneAsync(Backbone.Scratch(Small), _split, options);
        for (var stop = 1; stop <= 5; stop += 2)
        {
            var resumed = options with { WorkFolder = Path.Combine(_folder, FormattableString.Invariant($"work{stop}")) };
            using var cancellation = new CancellationTokenSource();
            var steps = 0;
            var progress = new Callback(report =>
            {
                if (report.Phase == "train" && ++steps == stop)
                {
                    cancellation.Cancel();
                }
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => TransferTrainer.FineTuneAsync(Backbone.Scratch(Small), _split, resumed, progress, cancellation.Token));
            var run = await TransferTrainer.FineTuneAsync(Backbone.Scratch(Small), _split, resumed with { Resume = true });
            Assert.Equal(ArtifactDigest.Of(whole.ToModel()), ArtifactDigest.Of(run.ToModel()));
        }
    }

    [Theory]
    [InlineData("head")]
    [InlineData("last:2")]
    public async Task KeepingRandomStages_IsRefused(string mode)
    {
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => TransferTrainer.FineTuneAsync(Backbone.Scratch(Small), _split, Options with { Retrain = new(mode) }));
        Assert.Contains($"'retrain' is '{mode}'; allowed with backbone 'none': all", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(72)]
    [InlineData(272)]
    public void SizesThatPoolingDoesNotHalve_AreRefused(int size) =>
        Assert.Contains("32 to 256 pixels, a multiple of 16", Assert.Throws<InvalidOptionsException>(
            () => Backbone.Scratch(new() { InputSize = size })).Message, StringComparison.Ordinal);

    [Fact]
    public void Weights_HaveHesVariance()
    {
        var weights = Backbone.Scratch().Model.Proto.Graph.Initializer.Where(constant => constant.Dims.Count == 4).ToList();
        Assert.Equal(4, weights.Count);
        Assert.All(weights, weight =>
        {
            var (values, inputs) = (Tensors.ToFloats(weight), weight.Dims[1] * 9);
            Assert.Equal(2.0 / inputs, values.Average(value => (double)value * value), 0.4 / inputs);
        });
    }

    private sealed class Callback(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
