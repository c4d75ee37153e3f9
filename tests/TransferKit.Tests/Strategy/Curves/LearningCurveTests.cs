using TransferKit.Augmentation;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Strategy.Curves;
using TransferKit.Tasks;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;

namespace TransferKit.Tests.Strategy.Curves;

public sealed class LearningCurveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-curve-").FullName;
    private readonly ImageDataset _photos;

    public LearningCurveTests() => _photos = ImageDataset.FromFolders(TinyPhotos.Write(Path.Combine(_folder, "photos")));

    private FineTuneOptions Training => new() { Epochs = 2, WeightDecay = 0.1, Threads = 1, Augmentation = AugmentationOptions.None, CacheFolder = Path.Combine(_folder, "cache") };

    private LearningCurveOptions Options => new() { Sizes = [15, 6], Folds = 3, Training = Training };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("head")]
    [InlineData("last:1")]
    public async Task AllImages_GiveWhatACrossValidationGives(string retrain)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var training = Training with { Retrain = new Retrain(retrain) };
        var curve = (await LearningCurve.RunAsync(backbone, _photos, Options with { Training = training })).Curves.Single();
        var run = await TransferTrainer.FineTuneAsync(backbone, _photos.Split(7), training with { Folds = 3, Seed = 7 });
        var accuracy = run.Tasks[0].CrossValidated!["accuracy"]!.Value;
        Assert.Equal([6, 15, 24], curve.Points.Select(point => point.Size));
        Assert.Equal([6, 15, 24], curve.Points.Select(point => point.Images));
        Assert.Equal((1 - accuracy.Value, 1 - accuracy.High, 36), (curve.Points[2].Error!.Value.Value, curve.Points[2].Error!.Value.Low, curve.Points[2].Error!.Value.N));
        Assert.All(curve.Points, point => Assert.True(point.Train is { Value: >= 0 and <= 1 } && point.Seconds > 0));
        Assert.NotNull(curve.Law);
    }

    [Fact]
    public async Task Resumed_GivesTheSameCurve_AndTrainsNoFinishedSizeAgain()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Seeds = [3, 4], TargetError = 0.2, Training = Training with { WorkFolder = Path.Combine(_folder, "work") } };
        var first = await LearningCurve.RunAsync(backbone, _photos, options);
        var file = Path.Combine(_folder, "work", "size-6.seed4", "held-out.safetensors");
        var written = File.GetLastWriteTimeUtc(file);
        var again = await LearningCurve.RunAsync(backbone, _photos, options with { Training = options.Training with { Resume = true } });
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        Assert.Equal(first.Curves[0].Points, again.Curves[0].Points);
        Assert.Equal(first.Curves[0].Predictions, again.Curves[0].Predictions);
        Assert.Equal((first.Curves[0].Law, first.Curves[0].Target), (again.Curves[0].Law, again.Curves[0].Target));
        var unkept = await LearningCurve.RunAsync(backbone, _photos, Options with { Seeds = [3, 4] });
        Assert.Equal(first.Curves[0].Points.Select(point => (point.Error, point.Train)), unkept.Curves[0].Points.Select(point => (point.Error, point.Train)));
    }

    [Fact]
    public async Task TasksWithMissingLabels_HaveACurveEach_OfTheSameSizes()
    {
        var table = Path.Combine(_folder, "table.csv");
        File.WriteAllLines(table, _photos.Samples.Select((sample, i) => $"photos/{sample.Name},{(i % 4 == 0 ? "" : i % 3)},{(i % 5 == 0 ? "" : i)},{i / 2}").Prepend("path,kind,size,group"));
        var dataset = ImageDataset.FromCsv(table, tasks: [LearningTask.Classification("kind"), LearningTask.Regression("size")]);
        var result = await LearningCurve.RunAsync(await SmallBackbone.LoadAsync(_folder), dataset, Options);
        Assert.Equal(["kind accuracy 27", "size mae 28"], result.Curves.Select(curve => $"{curve.Task.Name} {curve.Metric} {curve.Points[0].Error!.Value.N}"));
        Assert.Equal(["kind"], result.Majority.Keys);
        Assert.True(result.Curves[1].Points[2].Error!.Value.Value > 1, "An error in the user's units is told as it is.");
        // Of the 36 rows of 18 groups, each size takes whole groups.
        Assert.All(result.Curves[0].Points, point => Assert.InRange(point.Images, point.Size - 1, point.Size + 1));
    }

    [Theory]
    [InlineData("25", 3, true, "'sizes' names 25; allowed: below 24, which 'all' stands for, as many as the smallest training part of 3 folds holds.")]
    [InlineData("6,25", 3, false, "'sizes' names 25; allowed: up to 24, as many as the smallest training part of 3 folds holds.")]
    [InlineData("24", 3, true, "'sizes' names 24; allowed: below 24")]
    [InlineData("1,6", 3, true, "'sizes' names 1: of so few images a fold of seed 7 has 1 with a label of 'label', 1 different;")]
    [InlineData("6", 3, false, "'sizes' is 6; allowed: two or more different sizes, each 1 or more.")]
    [InlineData("6,6", 3, false, "'sizes' is 6,6; allowed: two or more different sizes")]
    [InlineData("0,6", 3, false, "'sizes' is 0,6; allowed: two or more different sizes")]
    [InlineData("6,9", 1, false, "'folds' is 1; allowed: 2 to 1,000.")]
    public async Task WrongSizes_AreRefusedBeforeTheWork(string sizes, int folds, bool withAll, string message)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Sizes = [.. sizes.Split(',').Select(int.Parse)], Folds = folds, WithAll = withAll };
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => LearningCurve.RunAsync(backbone, _photos, options));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADepthThatIsChosen_IsRefused()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => LearningCurve.RunAsync(backbone, _photos, Options with { Training = Training with { Retrain = Retrain.Auto() } }));
        Assert.Contains("'retrain' is 'auto', which may choose another depth for each size", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOptionsException>(() => LearningCurve.RunAsync(backbone, _photos, Options with { TargetError = 0 }));
        await Assert.ThrowsAsync<InvalidOptionsException>(() => LearningCurve.RunAsync(backbone, _photos, Options with { Seeds = [2, 2] }));
    }
}
