using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Bench;

/// <summary>Latency of one prediction, and throughput with several callers of one predictor.</summary>
internal static class PredictCommand
{
    private static readonly int[] Callers = [1, 2, 8];

    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "a saved model (default: an untrained head on --backbone)" };
        var backbone = new Option<string>("--backbone") { DefaultValueFactory = _ => "mobilenet-v3-coco", Description = "name or .onnx file" };
        var images = new Option<DirectoryInfo>("--images") { Required = true, Description = "folder with JPEG files" };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 5, Description = "seconds a measurement (default 5)" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "threads of one run (default: the processors)" };
        var command = new Command("predict", "Predict for one image at a time.") { model, backbone, images, seconds, threads };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = arguments.GetValue(model) ?? await SaveUntrainedAsync(arguments.GetValue(backbone)!, cancellationToken);
            using var predictor = Predictor.Load(path, new() { Threads = arguments.GetValue(threads) });
            var files = arguments.GetValue(images)!.GetFiles("*.jpg", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal)
                .Select(file => File.ReadAllBytes(file.FullName)).ToList();
            var input = predictor.Metadata.Input;
            var pixels = files.Take(16).Select(file => ImageDecoder.Decode(file, input.Width, input.Height, input.Resize)).ToList();
            var duration = TimeSpan.FromSeconds(arguments.GetValue(seconds));
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                library = "TransferKit",
                threads = arguments.GetValue(threads),
                file = Callers.Select(callers => Measure(callers, duration, call => predictor.Predict(files[call % files.Count], cancellationToken))),
                pixels = Callers.Select(callers => Measure(callers, duration, call => predictor.Predict(pixels[call % pixels.Count], cancellationToken))),
            }));
        });
        return command;
    }

    private static object Measure(int callers, TimeSpan duration, Action<int> predict)
    {
        // The first calls compile code and fill pools.
        Enumerable.Range(0, 20).ToList().ForEach(predict);
        var start = Stopwatch.GetTimestamp();
        var workers = Enumerable.Range(0, callers).Select(caller => Task.Factory.StartNew(() => Call(caller), TaskCreationOptions.LongRunning)).ToArray();
        var latencies = workers.SelectMany(worker => worker.Result).Order().ToList();
        var perSecond = latencies.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new { callers, p50ms = Quantile(latencies, 0.5), p99ms = Quantile(latencies, 0.99), perSecond = Math.Round(perSecond, 1), calls = latencies.Count };

        List<double> Call(int caller)
        {
            var own = new List<double>();
            for (var call = caller; Stopwatch.GetElapsedTime(start) < duration; call += callers)
            {
                var before = Stopwatch.GetTimestamp();
                predict(call);
                own.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }

            return own;
        }
    }

    private static double Quantile(List<double> sorted, double share) => Math.Round(sorted[(int)(share * (sorted.Count - 1))], 2);

    /// <summary>Speed does not depend on the head's weights: zeros will do.</summary>
    private static async Task<string> SaveUntrainedAsync(string id, CancellationToken cancellationToken)
    {
        var backbone = await Backbone.LoadAsync(id, null, cancellationToken);
        using var extractor = new FeatureExtractor(backbone);
        var width = extractor.Columns;
        string[] classes = ["a", "b", "c", "d", "e"];
        var head = new HeadModel
        {
            Task = LearningTask.Classification("label"),
            Classes = classes,
            FeatureMean = new float[width],
            FeatureScale = new float[width],
            Layers = [new(new float[width * classes.Length], new float[classes.Length], width, classes.Length)],
        };
        var path = Path.Combine(Path.GetTempPath(), $"transferkit-bench-{Path.GetFileNameWithoutExtension(id)}.onnx");
        ArtifactWriter.Save(
            new()
            {
                Stages = backbone.Stages,
                Input = backbone.Input,
                Features = extractor.Spec,
                Heads = [head],
                Provenance = new() { Backbone = id, BackboneDigest = backbone.Digest.Hex, DataDigest = "none", Seed = 0 },
            },
            path);
        return path;
    }
}
