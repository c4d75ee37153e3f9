using System.Text;
using System.Text.Json;
using TransferKit.Imaging;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Steps;
using TransferKit.Tests.Artifacts;
using TransferKit.Tests.Training.Suffixes;
using Xunit.Abstractions;

namespace TransferKit.Tests.Pipelines;

/// <summary>A saved pipeline as others see it: unpacked, its models run by onnxruntime-node, its crops cut by the few lines that docs/pipelines.md tells of.</summary>
public sealed class PipelineElsewhereTests(ITestOutputHelper output) : IDisposable
{
    // Below three times the backbone's input, from where on pictures are averaged in whole pixels while they are read.
    private const int Side = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-elsewhere-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task OnnxRuntimeNode_GivesTheAnswersOfThePipelinePredictor()
    {
        Skip.IfNot(OtherProgram.HasOnnxRuntimeNode, OtherProgram.LacksOnnxRuntimeNode);
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var data = SquarePictures.Write(Path.Combine(_folder, "photos"), 24, side: Side);
        var pipeline = new Pipeline(
            new ModelStep("find", SquarePictures.Where), new CropStep("crop", "find") { Margin = 0.25 }, new ModelStep("name", SquarePictures.Colour, "crop"));
        var trained = await PipelineTrainer.TrainAsync(
            backbone, pipeline, data.Split(7), new() { WeightDecay = 0.1, Epochs = 20, Threads = 1, CacheFolder = Path.Combine(_folder, "cache") });
        var file = Path.Combine(_folder, "squares.pipeline");
        trained.Save(file);
        using var predictor = PipelinePredictor.Load(file, new() { Threads = 1 });
        var answers = data.Samples.Select((sample, number) =>
        {
            var answer = predictor.Predict(sample.Path);
            return new { picture = Ppm(ImageDecoder.Decode(sample.Path), number), steps = new { find = answer["find"].Numbers, name = answer["name"].Numbers } };
        }).ToArray();
        File.WriteAllText(Path.Combine(_folder, "answers.json"), JsonSerializer.Serialize(answers));

        var (exitCode, text) = OtherProgram.OnnxRuntimeNode("pipeline.mjs", file, Path.Combine(_folder, "answers.json"));

        output.WriteLine(text);
        Assert.True(exitCode == 0, text);
        // Crops differ, so that the check sees more than one.
        Assert.True(answers.Select(answer => Math.Round(answer.steps.find[0], 2)).Distinct().Count() > 3);
    }

    private string Ppm(RgbImage image, int number)
    {
        var path = Path.Combine(_folder, FormattableString.Invariant($"{number}.ppm"));
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"P6\n{image.Width} {image.Height}\n255\n")), .. image.Pixels]);
        return path;
    }
}
