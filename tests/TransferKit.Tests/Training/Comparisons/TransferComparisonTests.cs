using TransferKit.Augmentation;
using TransferKit.Backbones;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Tests.Training.Comparisons;

public sealed class TransferComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-compare-").FullName;
    private readonly ImageDataset _photos;

    public TransferComparisonTests() => _photos = ImageDataset.FromFolders(TinyPhotos.Write(Path.Combine(_folder, "photos")));

    private FineTuneOptions Training => new() { Epochs = 2, WeightDecay = 0.1, Threads = 1, Augmentation = AugmentationOptions.None, CacheFolder = Path.Combine(_folder, "cache") };

    private ComparisonOptions Options => new() { Arms = [Retrain.HeadOnly, Retrain.LastStages(1)], Folds = 3, Training = Training };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task EveryArm_ReachesWhatItsOwnCrossValidationReaches()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var result = await TransferComparison.RunAsync(backbone, _photos, Options);
        foreach (var (arm, retrain) in result.Arms.Zip(Options.Arms, (arm, wanted) => (arm, wanted.Retrain)))
        {
            // Epochs are for stages: heads alone are trained as those that stages start with.
            var own = retrain == Retrain.HeadOnly ? Training with { Epochs = null } : Training;
            var run = await TransferTrainer.FineTuneAsync(backbone, _photos.Split(7), own with { Retrain = retrain, Folds = 3, Seed = 7 });
            var expected = run.Tasks[0].CrossValidated!;
            Assert.Equal(expected["accuracy"], arm.Value);
            Assert.Equal(expected["log-loss"]!.Value.Value, arm.Others["log-loss"]!.Value.Value, 9);
            Assert.Equal(run.Parameters, arm.Parameters);
        }

        Assert.Equal(1.0 / 3, result.Majority["label"], 9);
    }

    [Fact]
    public async Task AnArmFromScratch_TrainsItsOwnNetwork_DrawnAnewForEachSeed()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with
        {
            Arms = [Retrain.HeadOnly, new("scratch", Retrain.All) { Backbone = Backbone.Scratch(new() { InputSize = 32 }) }],
            Seeds = [3, 4],
            Training = Training with { WorkFolder = Path.Combine(_folder, "work") },
        };
        var result = await TransferComparison.RunAsync(backbone, _photos, options);
        var scratch = result.Arms.Single(arm => arm.Arm == "scratch");
        var alone = await TransferTrainer.FineTuneAsync(
            Backbone.Scratch(new() { InputSize = 32, Seed = 4 }), _photos.Split(4), Training with { Retrain = Retrain.All, Folds = 3, Seed = 4 });
        Assert.Equal(alone.Tasks[0].CrossValidated!["accuracy"]!.Value.Value, scratch.Seeds[1], 9);
        Assert.Equal(alone.Parameters, scratch.Parameters);
        Assert.Contains(result.Notes, note => note.Contains("seed 4", StringComparison.Ordinal));
        var again = await TransferComparison.RunAsync(backbone, _photos, options with { Training = options.Training with { Resume = true } });
        Assert.Equal(scratch.Value, again.Arms.Single(arm => arm.Arm == "scratch").Value);
    }

    [Fact]
    public async Task Differences_ArePaired_AndCorrectedForTheirNumber()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Arms = [Retrain.HeadOnly, Retrain.LastStages(1), Retrain.LastStages(2)] };
        var result = await TransferComparison.RunAsync(backbone, _photos, options);
        Assert.Equal(["head,last:1", "head,last:2", "last:1,last:2"], result.Pairs.Select(pair => $"{pair.First},{pair.Second}"));
        var values = result.Arms.ToDictionary(arm => arm.Arm, arm => arm.Value!.Value.Value);
        foreach (var pair in result.Pairs)
        {
            Assert.Equal(values[pair.First] - values[pair.Second], pair.Difference!.Value.Value.Value, 9);
            Assert.InRange(pair.AdjustedP!.Value, pair.Difference.Value.P, 1);
            Assert.NotNull(pair.McNemar);
        }

        var p = result.Pairs.Select(pair => pair.Difference!.Value.P).ToList();
        Assert.Equal(Math.Min(1, 3 * p.Min()), result.Pairs[p.IndexOf(p.Min())].AdjustedP);
    }

    [Fact]
    public async Task Seeds_AreTakenTogetherByImage()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var both = await TransferComparison.RunAsync(backbone, _photos, Options with { Seeds = [3, 4] });
        var first = await TransferComparison.RunAsync(backbone, _photos, Options with { Seeds = [3] });
        foreach (var (arm, alone) in both.Arms.Zip(first.Arms))
        {
            Assert.Equal(_photos.Samples.Count, arm.Value!.Value.N);
            Assert.Equal(alone.Value!.Value.Value, arm.Seeds[0], 9);
            Assert.Equal(arm.Seeds.Average(), arm.Value.Value.Value, 9);
        }

        // The same photos once more say little more about other photos: far from the interval of twice as many.
        var (one, two) = (first.Pairs[0].Difference!.Value.Value, both.Pairs[0].Difference!.Value.Value);
        Assert.True(two.High - two.Low > 0.4 * (one.High - one.Low));
        Assert.Null(both.Pairs[0].McNemar);
    }

    [Fact]
    public async Task TasksWithMissingLabels_HaveARowEach()
    {
        var table = Path.Combine(_folder, "table.csv");
        File.WriteAllLines(table, _photos.Samples.Select((sample, i) => $"photos/{sample.Name},{(i % 4 == 0 ? "" : i % 3)},{(i % 5 == 0 ? "" : i)},{i / 2}").Prepend("path,kind,size,group"));
        var dataset = ImageDataset.FromCsv(table, tasks: [LearningTask.Classification("kind"), LearningTask.Regression("size")]);
        var result = await TransferComparison.RunAsync(await SmallBackbone.LoadAsync(_folder), dataset, Options);
        Assert.Equal(["kind accuracy 27", "kind accuracy 27", "size mae 28", "size mae 28"], result.Arms.Select(arm => $"{arm.Task.Name} {arm.Metric} {arm.Value!.Value.N}"));
        Assert.Equal(["kind", "size"], result.Pairs.Select(pair => pair.Task.Name));
        // Grouped rows are not independent, which McNemar's test asks for.
        Assert.All(result.Pairs, pair => Assert.Null(pair.McNemar));
    }

    [Fact]
    public async Task StoppedAndResumed_GivesTheSameFigures_AndTrainsNoFinishedArmAgain()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var whole = await TransferComparison.RunAsync(backbone, _photos, Options);
        var options = Options with { Training = Training with { WorkFolder = Path.Combine(_folder, "work"), Resume = true } };
        using var cancellation = new CancellationTokenSource();
        var stopping = new Callback(report =>
        {
            if (report.Phase == "train" && report.Done > report.Total / 2)
            {
                cancellation.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TransferComparison.RunAsync(backbone, _photos, options, stopping, cancellation.Token));
        var head = Path.Combine(_folder, "work", "head.seed7", "held-out.safetensors");
        var finished = File.GetLastWriteTimeUtc(head);
        var least = long.MaxValue;
        var resumed = await TransferComparison.RunAsync(backbone, _photos, options, new Callback(report => least = report.Phase == "train" ? Math.Min(least, report.Done) : least));
        Assert.Equal(finished, File.GetLastWriteTimeUtc(head));
        Assert.True(least > 0, "The first arm was trained again.");
        Assert.Equal(whole.Arms.Select(arm => (arm.Value, arm.Parameters)), resumed.Arms.Select(arm => (arm.Value, arm.Parameters)));
        Assert.Equal(whole.Pairs.Select(pair => (pair.Difference, pair.AdjustedP)), resumed.Pairs.Select(pair => (pair.Difference, pair.AdjustedP)));
        // A finished arm keeps its answers alone, not the weights of its fold models.
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "work", "last%3A1.seed7"), "*.safetensors"));
        var again = await TransferComparison.RunAsync(backbone, _photos, options);
        Assert.Equal(resumed.Arms.Select(arm => arm.Seconds), again.Arms.Select(arm => arm.Seconds));
    }

    [Fact]
    public async Task AFinishedArmOfRenamedFiles_IsTrainedAgain()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Training = Training with { WorkFolder = Path.Combine(_folder, "work"), Resume = true } };
        await TransferComparison.RunAsync(backbone, _photos, options);
        File.Move(Path.Combine(_folder, "photos", "red", "00.bmp"), Path.Combine(_folder, "photos", "red", "zz.bmp"));
        var renamed = ImageDataset.FromFolders(Path.Combine(_folder, "photos"));
        var resumed = await TransferComparison.RunAsync(backbone, renamed, options);
        var anew = await TransferComparison.RunAsync(backbone, renamed, Options);
        Assert.Equal(anew.Arms.Select(arm => arm.Value), resumed.Arms.Select(arm => arm.Value));
    }

    [Fact]
    public async Task AnArm_MayHaveABackboneOfItsOwn()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var other = await Backbone.LoadAsync(TinyBackbone.Write(Path.Combine(_folder, "tiny.onnx")), new() { InputRange = InputRange.Parse("0:1") });
        var result = await TransferComparison.RunAsync(
            backbone, _photos, Options with { Arms = [Retrain.HeadOnly, new ComparisonArm("tiny", Retrain.HeadOnly) { Backbone = other }] });
        Assert.NotEqual(result.Arms[0].Parameters, result.Arms[1].Parameters);
    }

    [Theory]
    [InlineData("last:9", 3, "'last' is 9; this backbone has 4 stages")]
    [InlineData("from:fuor", 3, "four")]
    [InlineData("head", 3, "'arms' names 'head' 2 times")]
    [InlineData("all", 1, "'folds' is 1; allowed: 2 to 1,000.")]
    [InlineData("all", 37, "'folds' is 37; allowed: 2 to 36")]
    public async Task WrongOptions_AreRefusedBeforeTheWork(string second, int folds, string message)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Arms = [Retrain.HeadOnly, new Retrain(second)], Folds = folds };
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => TransferComparison.RunAsync(backbone, _photos, options, new Callback(_ => Assert.Fail("Work was begun."))));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneArm_OrTheSameSeedTwice_IsRefused()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        await Assert.ThrowsAsync<InvalidOptionsException>(() => TransferComparison.RunAsync(backbone, _photos, Options with { Arms = [Retrain.All] }));
        await Assert.ThrowsAsync<InvalidOptionsException>(() => TransferComparison.RunAsync(backbone, _photos, Options with { Seeds = [2, 2] }));
    }

    private sealed class Callback(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
