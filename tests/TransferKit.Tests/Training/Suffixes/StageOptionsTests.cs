using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Training;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;
using TransferKit.Training.Suffixes;

namespace TransferKit.Tests.Training.Suffixes;

/// <summary>What each option of stages does to the weights of a small backbone, through the public API.</summary>
public sealed class StageOptionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-stage-options-").FullName;
    private readonly DatasetSplit _split;

    public StageOptionsTests() => _split = ImageDataset.FromFolders(TinyPhotos.Write(Path.Combine(_folder, "photos"))).Split(7);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<StageOptions, string> OutOfRange => new()
    {
        { new() { LayerDecay = 0 }, "'layer-decay' is 0; allowed: above 0, at most 1." },
        { new() { LayerDecay = double.NaN }, "'layer-decay' is NaN; allowed: above 0, at most 1." },
        { new() { WeightDecay = -1 }, "'stage-decay' is -1; allowed: 0 to 1,000." },
        { new() { StartPull = 1001 }, "'start-pull' is 1001; allowed: 0 to 1,000." },
        { new() { ClipNorm = 0 }, "'clip-norm' is 0; allowed: above 0, at most 1,000,000." },
        { new() { Averaging = 1 }, "'averaging' is 1; allowed: 0 up to, but not including, 1." },
        { new() { Share = 1.1 }, "'share' is 1.1; allowed: 0 to 1." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public async Task OptionOutOfRange_IsRefusedWithItsRange(StageOptions options, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => Train(options));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task OptionsOfStages_WithoutStages_AreRefused()
    {
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => Train(new() { LayerDecay = 0.5 }, options => options with { Retrain = Retrain.HeadOnly }));
        Assert.Contains("--retrain head", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RelativeRates_MoveEveryChannelByALikeShareOfItsSize()
    {
        var (relative, absolute) = (await ChannelShares(new()), await ChannelShares(new() { RelativeRates = false }));
        Assert.InRange(relative.Max() / relative.Min(), 1, 4);
        Assert.True(absolute.Max() / absolute.Min() > 50);
    }

    [Fact]
    public async Task LayerDecay_MovesEarlierStagesLess()
    {
        var (equal, decayed) = (await Moves(new()), await Moves(new() { LayerDecay = 0.1 }));
        Assert.InRange(decayed["four.weight"] / equal["four.weight"], 0.02, 0.3);
        Assert.InRange(decayed["three.pointwise.weight"] / equal["three.pointwise.weight"], 0.001, 0.03);
    }

    [Fact]
    public async Task WeightDecay_ShrinksWeightsButNotBiases()
    {
        var weights = Weights(await Train(new() { WeightDecay = 100, Share = 1 }));
        var plain = Weights(await Train(new() { Share = 1 }));
        Assert.True(Norm(weights["four.weight"]) < 0.5 * Norm(plain["four.weight"]));
        Assert.True(Norm(weights["four.bias"]) > 0.8 * Norm(plain["four.bias"]));
    }

    [Fact]
    public async Task StartPull_KeepsWeightsWhereTheyStarted()
    {
        var (free, pulled) = (await Moves(new()), await Moves(new() { StartPull = 300 }));
        Assert.InRange(pulled["four.weight"] / free["four.weight"], 0, 0.5);
        Assert.InRange(pulled["four.bias"] / free["four.bias"], 0, 0.5);
    }

    [Fact]
    public async Task ClipNorm_LimitsWhatPlainStepsMove()
    {
        var moves = await Moves(new() { ClipNorm = 1e-3, RelativeRates = false }, options => options with { Optimizer = OptimizerKind.Sgd, LearningRate = 0.01 });
        var steps = 4 * ((_split.Train.Count + 31) / 32);
        Assert.InRange(moves.Values.Max(), 0, 0.01 * 1e-3 * steps * 1.001);
        Assert.True(moves["four.weight"] > 0);
    }

    [Fact]
    public async Task GradualUnfreezing_MovesEarlierStagesLater()
    {
        var (atOnce, gradual) = (await Moves(new()), await Moves(new() { Unfreezing = Unfreezing.Gradual }));
        Assert.True(gradual["three.pointwise.weight"] < 0.9 * atOnce["three.pointwise.weight"]);
        Assert.InRange(gradual["four.weight"] / atOnce["four.weight"], 0.8, 1.2);
    }

    [Fact]
    public async Task Averaging_StaysBetweenStartAndEnd()
    {
        static FineTuneOptions InSmallSteps(FineTuneOptions options) => options with { Batch = 4, Schedule = ScheduleKind.Constant };
        var (last, average) = (await Moves(new(), InSmallSteps), await Moves(new() { Averaging = 0.99 }, InSmallSteps));
        Assert.InRange(average["four.weight"] / last["four.weight"], 0.1, 0.97);
    }

    [Fact]
    public async Task ShareOfZero_LeavesBackboneAndHeads()
    {
        var run = await Train(new() { Share = 0 });
        // What is said of epochs and rates is for stages: the heads before them are trained as by default.
        var head = await Train(new(), options => options with { Retrain = Retrain.HeadOnly, Epochs = null, LearningRate = null });
        var after = run.ToModel().Proto.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        Assert.All(head.ToModel().Proto.Graph.Initializer, tensor => Assert.Equal(tensor, after[tensor.Name]));
    }

    [Fact]
    public async Task ShareThatIsChosen_IsOneOfThoseCompared_AndIsTold()
    {
        var run = await Train(new() { Share = null });
        Assert.Contains(run.Retrained!.Share, new[] { 0, 0.25, 0.5, 0.75, 1 });
    }

    [Fact]
    public async Task ShareOfNothing_IsTheHeadAsItWas()
    {
        // Steps that are far too long: the held-out photos say that nothing of them is to be kept.
        var run = await Train(new() { Share = null }, options => options with { LearningRate = 2, Optimizer = OptimizerKind.Sgd, Epochs = 2 });
        Assert.Equal(0, run.Retrained!.Share);
        var head = await Train(new(), options => options with { Retrain = Retrain.HeadOnly, Epochs = null, Optimizer = OptimizerKind.Adam, LearningRate = null });
        foreach (var (expected, found) in HeadReader.Read(head.ToModel()).Zip(HeadReader.Read(run.ToModel())))
        {
            Assert.Equal(expected.Temperature, found.Temperature);
            Assert.Equal(expected.Layers[0].Weights, found.Layers[0].Weights);
        }

        Assert.Equal(head.Test!["log-loss"]!.Value.Value, run.Test!["log-loss"]!.Value.Value, 5);
    }

    [Fact]
    public async Task EverythingAtOnce_StoppedAndResumed_EndsAtTheSameBits()
    {
        var stages = new StageOptions
        {
            LayerDecay = 0.7,
            WeightDecay = 0.1,
            StartPull = 0.1,
            ClipNorm = 1,
            Averaging = 0.9,
            Unfreezing = Unfreezing.Gradual,
            Share = null,
        };
        FineTuneOptions With(FineTuneOptions options) => options with { Batch = 8, Epochs = 3, MixUp = 0.4, CutMix = 1, FindLearningRate = true, LearningRate = null };
        var whole = await Train(stages, With);
        for (var stop = 0; ; stop++)
        {
            using var cancellation = new CancellationTokenSource();
            var seen = 0;
            var progress = new Callback(report =>
            {
                if (report.Phase == "train" && ++seen == 60)
                {
                    cancellation.Cancel();
                }
            });
            try
            {
                var run = await Train(
                    stages, options => With(options) with { WorkFolder = Path.Combine(_folder, "work"), Resume = true }, stop < 30 ? progress : null, cancellation.Token);
                Assert.True(stop > 2, "The training was never stopped.");
                Assert.Equal(ArtifactDigest.Of(whole.ToModel()), ArtifactDigest.Of(run.ToModel()));
                Assert.Equal(whole.Retrained!.Share, run.Retrained!.Share);
                Assert.Equal(whole.Retrained.LearningRate, run.Retrained.LearningRate);
                return;
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    [Fact]
    public async Task LearningRateThatIsFound_LearnsAndIsTold()
    {
        var run = await Train(new(), options => options with { FindLearningRate = true, LearningRate = null, Epochs = 10 });
        var found = run.Retrained!;
        Assert.InRange(found.LearningRate, 1e-6, 0.1);
        Assert.True(found.RateSearch.Count > 20);
        Assert.Equal(found.RateSearch.OrderBy(trial => trial.Rate), found.RateSearch);
        var lowest = found.RateSearch.Min(trial => trial.Loss);
        Assert.Equal(found.RateSearch.Last(trial => trial.Loss <= 1.25 * lowest).Rate / 10, found.LearningRate, 1e-9);
    }

    [Fact]
    public async Task RateGivenAndToBeFound_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOptionsException>(() => Train(new(), options => options with { FindLearningRate = true, LearningRate = 0.1 }));

    [Fact]
    public async Task RateFarTooHigh_StopsWithAVerdictAndWhereTheGoodStateIs()
    {
        var work = Path.Combine(_folder, "work");
        var error = await Assert.ThrowsAsync<TrainingDivergedException>(() => Train(
            new(), options => options with { LearningRate = 100, Optimizer = OptimizerKind.Sgd, Epochs = 30, WorkFolder = work }));
        Assert.Contains("learning rate of 100", error.Message, StringComparison.Ordinal);
        Assert.Contains(work, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(work, "*.safetensors"));
    }

    private async Task<TransferRun> Train(
        StageOptions stages, Func<FineTuneOptions, FineTuneOptions>? change = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var options = new FineTuneOptions { Retrain = Retrain.LastStages(2), Epochs = 4, Threads = 1, LearningRate = 0.003, Stages = stages, Augmentation = AugmentationOptions.None };
        return await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), _split, change?.Invoke(options) ?? options, progress, cancellation);
    }

    /// <summary>How far each weight of the last two stages moved.</summary>
    private async Task<Dictionary<string, double>> Moves(StageOptions stages, Func<FineTuneOptions, FineTuneOptions>? change = null)
    {
        var run = await Train(stages with { Share = 1 }, change);
        var (before, after) = (Weights(run.Backbone.Model), Weights(run));
        return before.Keys.ToDictionary(name => name, name => Norm([.. after[name].Zip(before[name], (a, b) => a - b)]));
    }

    /// <summary>How far each channel of the last convolution moved, as a share of its size; the sizes of the backbone's differ a hundredfold.</summary>
    private async Task<double[]> ChannelShares(StageOptions stages)
    {
        const int channels = 24;
        var backbone = await SmallBackbone.LoadAsync(_folder, sizeOfChannel: channel => channel % 2 == 0 ? 1 : 0.01f);
        var options = new FineTuneOptions { Retrain = Retrain.LastStages(1), Epochs = 4, Threads = 1, LearningRate = 0.001, Stages = stages with { Share = 1 }, Augmentation = AugmentationOptions.None };
        var run = await TransferTrainer.FineTuneAsync(backbone, _split, options);
        var (before, after) = (Weights(backbone.Model)["four.weight"], Weights(run)["four.weight"]);
        var size = before.Length / channels;
        return [.. before.Chunk(size).Zip(after.Chunk(size), (from, to) => Norm([.. to.Zip(from, (a, b) => a - b)]) / Norm(from)).Where(moved => moved > 0)];
    }

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));

    private static Dictionary<string, float[]> Weights(TransferRun run) => Weights(run.ToModel());

    private static Dictionary<string, float[]> Weights(OnnxModel model) => model.Proto.Graph.Initializer
        .Where(tensor => tensor.Name.Split('.')[0] is "three" or "four").ToDictionary(tensor => tensor.Name, Tensors.ToFloats);

    private sealed class Callback(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
