using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Tests.Training.Depth;

/// <summary>The choice of the depth on a small backbone, through the public API.</summary>
public sealed class AutoRetrainTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-auto-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FineTuneOptions Options => new()
    {
        Retrain = Retrain.Auto(TimeSpan.FromMinutes(10)),
        Epochs = 10,
        LearningRate = 0.003,
        Threads = 1,
        Augmentation = AugmentationOptions.None,
        CacheFolder = Path.Combine(_folder, "cache"),
    };

    /// <summary>Steps so small that stages stay what they are: training them costs time and gives nothing.</summary>
    private FineTuneOptions WithoutGain => Options with { Epochs = 2, LearningRate = 1e-7, Stages = new() { Share = 1 } };

    [Fact]
    public async Task WhereStagesGiveNothing_AHeadIsTaken()
    {
        var run = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), Colours(), WithoutGain);
        Assert.Null(run.Retrained?.From);
        Assert.StartsWith("head", run.Tried.Single(tried => tried.Chosen).Name, StringComparison.Ordinal);
        Assert.Contains(run.Tried, tried => tried.Name == "last:1" && tried.Loss is { Selected: true });
        Assert.Equal("auto", run.Options.Retrain.Mode);
    }

    /// <summary>What this backbone's first stage does not see, no head and no later stage can tell: only training all of it can.</summary>
    [Fact]
    public async Task WhereNoHeadCanTell_StagesAreTrained()
    {
        var run = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder, colourBlind: true), Colours(), Options with { Epochs = 40, LearningRate = 0.01 });
        Assert.Equal("one", run.Retrained?.From);
        Assert.StartsWith("all", run.Tried.Single(tried => tried.Chosen).Name, StringComparison.Ordinal);
        Assert.True(run.Test!.Metrics["accuracy"]!.Value.Value > 0.8, $"{run.Test}");
    }

    [Fact]
    public async Task DevAndTest_HaveNoSayInTheChoice()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var split = Colours();
        var expected = await TransferTrainer.FineTuneAsync(backbone, split, WithoutGain);
        foreach (var (number, index) in split.Dev.Concat(split.Test).Index())
        {
            File.WriteAllBytes(split.Dataset.Samples[index].Path, TinyPhotos.Picture(0, 500 + number));
        }

        var other = ImageDataset.FromFolders(Path.Combine(_folder, "photos"));
        var parts = split.Train.Select(index => split.Dataset.Samples[index].Name).ToHashSet();
        var same = new DatasetSplit(other, null, [.. other.Samples.Select(sample => parts.Contains(sample.Name) ? SplitName.Train : SplitName.Dev)], []);
        var run = await TransferTrainer.FineTuneAsync(backbone, same, WithoutGain);
        Assert.Equal(expected.Tried.Select(tried => (tried.Name, tried.Loss, tried.Chosen)), run.Tried.Select(tried => (tried.Name, tried.Loss, tried.Chosen)));
    }

    [Fact]
    public async Task EveryFoldModel_ChoosesForItself()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await TransferTrainer.FineTuneAsync(backbone, Colours(), WithoutGain with { Folds = 2 });
        Assert.Contains(run.Notes, note => note.StartsWith("Of the 2 fold models of seed 7, which each chose inside their own training images, ", StringComparison.Ordinal));
        Assert.Equal(36, run.Tasks[0].CrossValidated!.N);
    }

    [Fact]
    public async Task ItMayBeComparedWithOtherDepths()
    {
        var result = await TransferComparison.RunAsync(
            await SmallBackbone.LoadAsync(_folder), Colours().Dataset,
            new() { Arms = [Retrain.HeadOnly, Options.Retrain], Folds = 2, Training = WithoutGain with { WorkFolder = Path.Combine(_folder, "work") } });
        Assert.Equal(["head", "auto"], result.Arms.Select(arm => arm.Arm));
        Assert.True(result.Arms[1].Seconds > result.Arms[0].Seconds);
    }

    [Fact]
    public async Task StoppedAndResumed_EndsAtTheSameBits()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder, colourBlind: true);
        var split = Colours();
        var options = Options with { Epochs = 20, LearningRate = 0.01 };
        var whole = await TransferTrainer.FineTuneAsync(backbone, split, options);
        var resumed = options with { WorkFolder = Path.Combine(_folder, "work"), Resume = true };
        for (var stop = 1; stop < 12; stop += 3)
        {
            using var cancellation = new CancellationTokenSource();
            var seen = 0;
            var progress = new Callback(report =>
            {
                if (report.Phase == "choose" && ++seen == 3)
                {
                    cancellation.Cancel();
                }
            });
            await Record.ExceptionAsync(() => TransferTrainer.FineTuneAsync(backbone, split, resumed, progress, cancellation.Token));
        }

        var run = await TransferTrainer.FineTuneAsync(backbone, split, resumed);
        Assert.Equal(ArtifactDigest.Of(whole.ToModel()), ArtifactDigest.Of(run.ToModel()));
    }

    [Fact]
    public async Task AClockThatRaces_LeavesTheHeadAlone()
    {
        var run = await TransferTrainer.FineTuneAsync(
            await SmallBackbone.LoadAsync(_folder, colourBlind: true), Colours(), Options with { Retrain = Retrain.Auto(TimeSpan.FromSeconds(1)), Time = new RacingTime() });
        Assert.Null(run.Retrained?.From);
        Assert.Equal("no time was left", run.Tried.Single(tried => tried.Name == "last:1").Note);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(100_000)]
    public void Budgets_HaveARange(double seconds) =>
        Assert.Contains("allowed: 1 s to 24 h", Assert.Throws<InvalidOptionsException>(() => Retrain.Auto(TimeSpan.FromSeconds(seconds))).Message, StringComparison.Ordinal);

    private DatasetSplit Colours() => ImageDataset.FromFolders(TinyPhotos.Write(Path.Combine(_folder, "photos"))).Split(7);

    private sealed class Callback(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }

    /// <summary>A second passes whenever somebody looks.</summary>
    private sealed class RacingTime : TimeProvider
    {
        private long _ticks;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, TimestampFrequency);
    }
}
