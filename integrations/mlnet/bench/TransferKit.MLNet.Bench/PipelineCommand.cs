using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Training;

namespace TransferKit.MLNet.Bench;

/// <summary>The same split and seed through an ML.NET pipeline and through the library; then the zip in a fresh process.</summary>
internal static class PipelineCommand
{
    private const int Seed = 7;
    private const int Predictions = 100;

    public static async Task RunAsync(string folder, Backbone backbone)
    {
        var options = new FineTuneOptions { Seed = Seed, Threads = 2 };
        var dataset = ImageDataset.FromFolders(folder);
        var split = dataset.Split(Seed);
        var run = await TransferTrainer.FineTuneAsync(backbone, split, options);
        Console.WriteLine($"library: dev {run.Dev}");
        Console.WriteLine($"library: test {run.Test}");

        var context = new MLContext(seed: Seed);
        var all = dataset.Samples.Select(Photo.Of).ToList();
        IDataView Part(SplitName part) => Photo.Keyed(context, [.. split[part].Select(sample => all[sample])], all);
        var trainer = context.MulticlassClassification.Trainers.TransferLearning(
            new() { Backbone = backbone, Training = options, FeatureColumnName = nameof(Photo.Path), ValidationSet = Part(SplitName.Dev), Threads = 2 });
        using var model = trainer.Fit(Part(SplitName.Train));
        Console.WriteLine($"ML.NET:  dev {model.Run!.Dev}");
        var metrics = context.MulticlassClassification.Evaluate(model.Transform(Part(SplitName.Test)));
        Console.WriteLine(FormattableString.Invariant($"ML.NET:  test micro accuracy {metrics.MicroAccuracy:0.000}, n = {split.Test.Count}"));
        var (ours, theirs) = (HeadReader.Read(run.ToModel())[0].Layers, HeadReader.Read(model.Artifact)[0].Layers);
        Console.WriteLine($"the heads' weights are equal, bit for bit: {ours.Zip(theirs).All(pair => pair.First.Weights.SequenceEqual(pair.Second.Weights) && pair.First.Bias.SequenceEqual(pair.Second.Bias))}");

        var zip = Path.Combine(Directory.CreateTempSubdirectory("transferkit-bench-").FullName, "flowers.zip");
        context.Model.Save(model, Part(SplitName.Train).Schema, zip);
        var photos = all.Take(Predictions).ToList();
        using var engine = context.Model.CreatePredictionEngine<Photo, Answer>(model);
        var here = photos.Select(photo => engine.Predict(photo).Score).ToList();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["score", zip, folder]) { RedirectStandardOutput = true })!;
        var there = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(score => float.Parse(score, CultureInfo.InvariantCulture)).ToArray()).ToList();
        var largest = here.Zip(there, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).Max();
        Console.WriteLine(FormattableString.Invariant($"{there.Count} predictions of the {new FileInfo(zip).Length / 1e6:0.0} MB zip in a fresh process: largest difference {largest}"));
        using var predictor = Save(run);
        var apart = photos.Zip(here, (photo, score) => predictor.Predict(photo.Path).Scores("label").Zip(score, (a, b) => Math.Abs(a.Score - b)).Max()).Max();
        Console.WriteLine(FormattableString.Invariant($"largest difference to the library's own predictor: {apart}"));
    }

    /// <summary>Prints the scores of the first pictures of a folder, by a saved model.</summary>
    public static void Score(string zip, string folder)
    {
        var context = new MLContext();
        using var engine = context.Model.CreatePredictionEngine<Photo, Answer>(context.Model.Load(zip, out _));
        foreach (var photo in Photo.In(folder).Take(Predictions))
        {
            Console.WriteLine(string.Join(' ', engine.Predict(photo).Score.Select(score => score.ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    private static Predictor Save(TransferRun run)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("transferkit-bench-").FullName, "flowers.onnx");
        run.Save(file);
        return Predictor.Load(file, new() { Threads = 2 });
    }
}
