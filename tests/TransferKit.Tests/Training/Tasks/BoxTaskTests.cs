using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;
using TransferKit.Tasks;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Tests.Training.Tasks;

/// <summary>A task of a box through training, figures, file and predictor.</summary>
public sealed class BoxTaskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-boxes-").FullName;

    private FineTuneOptions Options => new()
    {
        Threads = 1,
        Augmentation = AugmentationOptions.None,
        CacheFolder = Path.Combine(_folder, "cache"),
        Head = new() { Hidden = [16] },
        HeadStages = new Dictionary<string, IReadOnlyList<string>> { ["place"] = ["two", "four"] },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("head", "none", 250, 0.55)]
    [InlineData("last:2", "light", 40, 0.7)]
    public async Task DrawnSquares_AreFound_AndTheFileAnswersAsItWasMeasured(string retrain, string augmentation, int epochs, double least)
    {
        var dataset = ImageDataset.FromCsv(Squares.Write(_folder, 120), tasks: [Squares.Place]);
        var run = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), dataset.Split(7), Options with
        {
            Retrain = new(retrain),
            Augmentation = AugmentationOptions.Presets[augmentation],
            Variants = augmentation == "none" ? null : 2,
            Epochs = epochs,
            Stages = retrain == "head" ? new() : new() { Share = 1 },
        });
        var test = run["place"].Test!;
        Assert.True(test["iou"]!.Value.Value > least, $"{test}");

        var file = Path.Combine(_folder, "place.onnx");
        run.Save(file);
        using var model = Predictor.Load(file);
        using var mirrored = Predictor.Load(file, new() { TestTimeAugmentation = true });
        var (overlap, overlapOfBoth) = (0.0, 0.0);
        foreach (var sample in run.Split.Test.Select(index => dataset.Samples[index]))
        {
            var truth = BoxLabel.Read(sample.Labels[0]!.Value);
            var answer = await model.PredictAsync(sample.Path);
            Assert.True(answer.Box("place") is { XMin: >= 0, YMin: >= 0, XMax: <= 1, YMax: <= 1 });
            Assert.Equal(4, answer.Output("place").Length);
            Assert.Throws<ArgumentException>(() => answer.Top("place"));
            overlap += answer.Box("place").IntersectionOverUnion(truth) / run.Split.Test.Count;
            overlapOfBoth += mirrored.Predict(sample.Path).Box("place").IntersectionOverUnion(truth) / run.Split.Test.Count;
        }

        Assert.Equal(test["iou"]!.Value.Value, overlap, 4);
        Assert.True(overlapOfBoth > least - 0.05, $"{overlapOfBoth}");
    }

    [Theory]
    [InlineData("head")]
    [InlineData("last:1")]
    public async Task BesideAnotherTask_WithMissingLabels_ItIsSavedAndGoesOn(string retrain)
    {
        var dataset = ImageDataset.FromCsv(Squares.Write(_folder, 40, i => i % 5 == 0), tasks: [Squares.Colour, Squares.Place]);
        var options = Options with { Retrain = new(retrain), Stages = retrain == "head" ? new() : new() { Share = 1 }, Epochs = 4, Folds = 2, WorkFolder = Path.Combine(_folder, "work") };
        var run = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), dataset.Split(7), options);
        Assert.Equal(32, run["place"].CrossValidated!.N);
        Assert.Equal(40, run["colour"].CrossValidated!.N);
        var file = Path.Combine(_folder, "both.onnx");
        run.Save(file);
        using (var model = Predictor.Load(file))
        {
            var rows = run.Split.Test.Where(index => dataset.Samples[index].Labels[1] is not null).Select(index => dataset.Samples[index]).ToArray();
            Assert.Equal(
                run["place"].Test!["iou"]!.Value.Value,
                rows.Average(sample => model.Predict(sample.Path).Box("place").IntersectionOverUnion(BoxLabel.Read(sample.Labels[1]!.Value))), 4);
        }

        // One step of a rate of nearly nothing leaves what was learned, which a new head would not know.
        var on = await TransferTrainer.FineTuneAsync(
            await Backbone.LoadAsync(file), dataset.Split(7), options with { Retrain = Retrain.HeadOnly, Stages = new(), HeadStages = new Dictionary<string, IReadOnlyList<string>>(), LearningRate = 1e-9, Epochs = 1, WeightDecay = 0, Folds = 0, WorkFolder = null });
        Assert.Equal(run["place"].Train!["iou"]!.Value.Value, on["place"].Train!["iou"]!.Value.Value, 3);
        Assert.Equal(2, HeadReader.Read(OnnxModel.Load(file))[1].Grid!.Maps.Count);

        // What was finished is found again.
        var again = await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), dataset.Split(7), options with { Resume = true });
        Assert.Equal(run["place"].Test!["iou"], again["place"].Test!["iou"]);
    }

    [Fact]
    public async Task Arms_AreComparedByOverlap()
    {
        var dataset = ImageDataset.FromCsv(Squares.Write(_folder, 30), tasks: [Squares.Place]);
        var result = await TransferComparison.RunAsync(
            await SmallBackbone.LoadAsync(_folder), dataset, new() { Arms = [Retrain.HeadOnly, Retrain.LastStages(1)], Folds = 2, Training = Options with { Epochs = 2 } });
        Assert.All(result.Arms, arm => Assert.Equal("iou", arm.Metric));
        Assert.NotNull(result.Pairs.Single().Difference);
    }

    [Theory]
    [InlineData("mixup")]
    [InlineData("adapter")]
    [InlineData("auto")]
    [InlineData("resize")]
    public async Task WhatABoxCannotHave_IsRefused(string option)
    {
        var dataset = ImageDataset.FromCsv(Squares.Write(_folder, 30), tasks: [Squares.Place]);
        var backbone = option != "resize" ? await SmallBackbone.LoadAsync(_folder)
            : await Backbone.LoadAsync(Path.Combine((await SmallBackbone.LoadAsync(_folder)).Model.Path!), new() { Resize = ResizeMode.CenterCrop });
        var options = option switch
        {
            "mixup" => Options with { MixUp = 0.2 },
            "adapter" => Options with { Adapter = 4 },
            "auto" => Options with { Retrain = new("auto"), HeadStages = new Dictionary<string, IReadOnlyList<string>>() },
            _ => Options,
        };
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => TransferTrainer.FineTuneAsync(backbone, dataset.Split(7), options));
        Assert.Contains("is not for the task 'place', which is one of a box", error.Message);
    }
}
