using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Comparing;
using TransferKit.Pipelines.Steps;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;

namespace TransferKit.Tests.Pipelines;

public sealed class PipelineComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-pipelines-").FullName;

    private static Pipeline Staged => new(
        new ModelStep("find", SquarePictures.Where) { Price = 2 }, new CropStep("crop", "find"), new ModelStep("name", SquarePictures.Colour, "crop"));

    private FineTuneOptions Training => new() { WeightDecay = 0.1, Epochs = 20, Threads = 1, CacheFolder = Path.Combine(_folder, "cache") };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task BothWays_AreComparedOnTheSameImages()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var data = SquarePictures.Write(Path.Combine(_folder, "photos"), 36, lacksBox: number => number == 5);
        var file = Path.Combine(_folder, "staged.pipeline");

        var result = await PipelineComparison.RunAsync(backbone, Staged, data, new() { Sizes = [12], Folds = 3, InnerFolds = 2, Training = Training, SaveTo = file });

        Assert.Equal([12, 24], result.Sizes.Select(size => size.Images));
        Assert.All(result.Sizes, size => Assert.Equal(["staged", "staged, learned from the truth", "staged, given the truth", "end-to-end"], size.Arms.Select(arm => arm.Arm)));
        Assert.All(result.Sizes[^1].Arms, arm => Assert.Equal(36, arm.Value!.Value.N));
        // A crop that holds the square and little else tells its colour better than the whole picture.
        Assert.True(Arm("staged, given the truth") > Arm("end-to-end"));
        Assert.Equal(["find", "name"], result.Ceiling.Alone.Select(row => row.Step));
        Assert.Equal(1, result.Ceiling.Together[^1].Figure!.Value.Value);
        Assert.Equal(2, result.Costs.Count);
        Assert.Equal((35 * 2) + 36, result.Costs[0].Price);
        Assert.Equal(36, result.Costs[1].Labels["colour"]);
        Assert.True(result.Costs[0].Bytes > result.Costs[1].Bytes);

        using var predictor = PipelinePredictor.Load(file, new() { Threads = 1 });
        var answer = predictor.Predict(data.Samples[0].Path);
        Assert.Equal(answer.Top().Score, answer.Answer.Probabilities.Max());
        Assert.Equal(["where", "colour"], predictor.Tasks.Select(task => task.Name));
        Assert.Equal(answer["find"].Box, answer.Trained.Box("where"));
        Assert.True(PipelinePredictor.IsPipeline(file));
        Assert.False(PipelinePredictor.IsPipeline(data.Samples[0].Path) || PipelinePredictor.IsPipeline("nowhere"));
        FilePrediction[] files = [.. predictor.PredictFiles([data.Samples[0].Path, "nowhere.png"])];
        Assert.Equal((answer.Top(), null), (files[0].Prediction!.Top("colour"), files[0].Error));
        Assert.IsAssignableFrom<TransferKitException>(files[1].Error);
        Assert.InRange(answer["find"].Box.Area, 0.001, 1);
        Assert.Throws<KeyNotFoundException>(() => answer["nobody"]);
        double Arm(string name) => result.Sizes[^1].Arms.Single(arm => arm.Arm == name).Value!.Value.Value;
    }

    [Fact]
    public async Task WhatTrainingSaw_IsWhatThePredictorSees()
    {
        // The crop goes through a file while steps are trained, and through memory when a picture is asked about.
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var data = SquarePictures.Write(Path.Combine(_folder, "photos"), 24);
        var trained = await PipelineTrainer.TrainAsync(backbone, Staged, data.Split(7), Training);
        var file = Path.Combine(_folder, "one.pipeline");
        trained.Save(file);
        using var predictor = PipelinePredictor.Load(file, new() { Threads = 1 });
        var run = trained.Runs["name"];

        foreach (var sample in run.Split.Test)
        {
            var source = data.Samples.Single(original => original.Name == run.Split.Dataset.Samples[sample].Name).Path;
            var expected = run.Tasks[0].Answers.Model.AsSpan(3 * sample, 3).ToArray();
            foreach (var (one, other) in expected.Zip(predictor.Predict(source).Answer.Probabilities))
            {
                Assert.Equal(one, other, 1e-4f);
            }
        }
    }

    [Fact]
    public async Task PlantedErrors_AreFoundWhereTheyWerePlanted()
    {
        // Every picture's first pixel tells its number; the finder misses every fourth, the namer errs on every fifth that was found and on all that were not.
        var data = SquarePictures.Write(Path.Combine(_folder, "planted"), 60);
        foreach (var (number, sample) in data.Samples.Index())
        {
            var picture = ImageDecoder.Decode(sample.Path);
            picture.Pixels[0] = (byte)number;
            File.WriteAllBytes(sample.Path, ImageEncoder.ToPng(picture));
        }

        data = SquarePictures.Read(Path.Combine(_folder, "planted"));
        var boxes = data.Samples.Select(sample => TransferKit.Tasks.BoxLabel.Read(sample.Labels[0]!.Value)).ToArray();
        var find = new FunctionStep("find", ["image"], [StepValueKind.Image], StepValueKind.Box, inputs =>
            StepValue.Of(inputs[0].Image.Pixels[0] % 4 == 0 ? new Box(0, 0, 0.01, 0.01) : boxes[inputs[0].Image.Pixels[0]]))
        { Truth = SquarePictures.Where };
        var name = new FunctionStep("name", ["image", "find"], [StepValueKind.Image, StepValueKind.Box], StepValueKind.Class, inputs =>
        {
            var number = inputs[0].Image.Pixels[0];
            var isFound = inputs[1].Box.IntersectionOverUnion(boxes[number]) > 0.5;
            return StepValue.OfClass([.. Enumerable.Range(0, 3).Select(label => label == (isFound && number % 5 != 0 ? number % 3 : (number + 1) % 3) ? 1f : 0)]);
        })
        { Truth = SquarePictures.Colour };

        var result = await PipelineComparison.RunAsync(await SmallBackbone.LoadAsync(_folder), new(find, name), data, new() { Folds = 2, Training = Training });

        var (ceiling, steps) = (result.Ceiling, result.Ceiling.Steps);
        // 15 of 60 are not found; of the other 45, 9 are named wrongly.
        Assert.Equal((0.75, 0.25), (steps[0].Right!.Value.Value, steps[0].FirstToFail!.Value.Value));
        Assert.Equal(9 / 60.0, steps[1].FirstToFail!.Value.Value, 9);
        Assert.Equal(36 / 60.0, ceiling.AsItIs!.Value.Value, 9);
        Assert.Equal(12 / 60.0, ceiling.Alone[0].Gain!.Value.Value, 9);
        Assert.Equal(24 / 60.0, ceiling.Alone[1].Gain!.Value.Value, 9);
        Assert.Equal(12 / 60.0, ceiling.Together[1].Gain!.Value.Value, 9);
        Assert.All(
            [(steps[0].Right, 0.75), (steps[0].FirstToFail, 0.25), (steps[1].FirstToFail, 0.15), (ceiling.Alone[0].Gain, 0.2), (ceiling.Alone[1].Gain, 0.4)],
            figure => Assert.True(figure.Item1!.Value.Low < figure.Item2 && figure.Item2 < figure.Item1.Value.High, $"{figure}"));
        Assert.True(ceiling.Alone[0].IsDistinguishable);
        Assert.Contains("Work on 'find'", ceiling.Advice);
        Assert.Empty(result.Costs);
    }

    [Fact]
    public async Task AStepThatFindsNothing_CountsAsWrong_AndOneThatFindsNothingAtAllIsAnError()
    {
        var data = SquarePictures.Write(Path.Combine(_folder, "photos"), 24);
        var backbone = await SmallBackbone.LoadAsync(_folder);
        Pipeline Finding(Func<int, bool> finds) => new(
            new FunctionStep("find", ["image"], [StepValueKind.Image], StepValueKind.Box, inputs =>
                StepValue.Of(finds(inputs[0].Image.Pixels.Sum(value => value)) ? new Box(0.2, 0.2, 0.8, 0.8) : new Box(0.5, 0.5, 0.5, 0.5))),
            new CropStep("crop", "find") { Margin = 0 }, new ModelStep("name", SquarePictures.Colour, "crop"));

        var result = await PipelineComparison.RunAsync(backbone, Finding(sum => sum % 3 > 0), data, new() { Folds = 2, Training = Training });
        Assert.Contains(result.Notes, note => note.Contains("had no answer", StringComparison.Ordinal));
        Assert.Equal(24, result.Sizes[0].Arms[0].Value!.Value.N);

        await Assert.ThrowsAsync<InvalidDatasetException>(() => PipelineComparison.RunAsync(backbone, Finding(_ => false), data, new() { Folds = 2, Training = Training }));
        await Assert.ThrowsAsync<InvalidDatasetException>(() => PipelineTrainer.TrainAsync(backbone, Finding(_ => false), data.Split(7), Training));
    }

    [Fact]
    public async Task BadInput_IsATypedError()
    {
        var data = SquarePictures.Write(Path.Combine(_folder, "photos"), 12);
        var backbone = await SmallBackbone.LoadAsync(_folder);
        async Task<string> Message(Pipeline pipeline, PipelineComparisonOptions options) =>
            (await Assert.ThrowsAsync<InvalidOptionsException>(() => PipelineComparison.RunAsync(backbone, pipeline, data, options))).Message;

        Assert.Contains("'size' is not among", await Message(new(new ModelStep("size", TransferKit.Tasks.LearningTask.Regression("size"))), new()));
        Assert.Contains("'sizes' names 100", await Message(Staged, new() { Sizes = [100], Folds = 3, Training = Training }));
        Assert.Contains("'folds' is 1", await Message(Staged, new() { Folds = 1 }));
        Assert.Contains("'sizes' is 1", await Message(Staged, new() { Sizes = [1] }));
        var throwing = new Pipeline(new FunctionStep("mine", ["image"], [StepValueKind.Image], StepValueKind.Class, _ => throw new NotSupportedException("no")) { Truth = SquarePictures.Colour });
        Assert.Equal("mine", (await Assert.ThrowsAsync<PipelineStepException>(() => PipelineComparison.RunAsync(backbone, throwing, data, new() { Folds = 2, Training = Training }))).Step);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("this is no archive, but it is long enough to be looked at twice")]
    public void AFileThatIsNoPipeline_IsDamaged(string text)
    {
        var path = Path.Combine(_folder, "no.pipeline");
        File.WriteAllText(path, text);

        Assert.Throws<DamagedFileException>(() => PipelinePredictor.Load(path));
    }

    [Fact]
    public void AFunctionOfTheProgram_CannotBeSaved()
    {
        var pipeline = new Pipeline(new FunctionStep("mine", ["image"], [StepValueKind.Image], StepValueKind.Class, _ => StepValue.OfClass([1])) { Truth = SquarePictures.Colour });

        Assert.Contains("'mine'", Assert.Throws<InvalidOptionsException>(() => new TrainedPipeline(pipeline, new Dictionary<string, TransferRun>()).Save(Path.Combine(_folder, "f"))).Message);
    }
}
