using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;

namespace TransferKit.Bench;

/// <summary>Images a second from files to features.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var backbone = new Option<string>("--backbone") { DefaultValueFactory = _ => "mobilenet-v3-coco", Description = "name or .onnx file" };
        var images = new Option<DirectoryInfo>("--images") { Required = true, Description = "folder with JPEG files" };
        var count = new Option<int>("--count") { DefaultValueFactory = _ => 200, Description = "images (default 200)" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1, Description = "images at the same time (default 1)" };
        var batch = new Option<int?>("--batch") { Description = "images in one run (default: the library's)" };
        var cache = new Option<string?>("--cache") { Description = "folder to keep features in (default: none)" };
        var command = new Command("features", "Decode images and run a backbone over them.") { backbone, images, count, threads, batch, cache };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var options = new FeatureOptions { Threads = arguments.GetValue(threads), CacheFolder = arguments.GetValue(cache) };
            options = arguments.GetValue(batch) is { } size ? options with { Batch = size } : options;
            await RunAsync(arguments.GetValue(backbone)!, arguments.GetValue(images)!, arguments.GetValue(count), options, cancellationToken);
        });
        return command;
    }

    private static async Task RunAsync(string id, DirectoryInfo folder, int count, FeatureOptions options, CancellationToken cancellationToken)
    {
        var backbone = await Backbone.LoadAsync(id, null, cancellationToken);
        var files = folder.GetFiles("*.jpg", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal).Take(count);
        var samples = files.Select(Sample).ToList();
        using var extractor = new FeatureExtractor(backbone, null, options);
        // The first runs load libraries and compile code.
        await extractor.ExtractAsync([.. samples.Take(Math.Min(samples.Count, 8 * options.Threads))], null, cancellationToken);
        var features = await extractor.ExtractAsync(samples, null, cancellationToken);
        var (decode, run, wall) = features.Seconds;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            library = "TransferKit",
            images = samples.Count,
            threads = options.Threads,
            batch = options.Batch,
            columns = extractor.Columns,
            fromCache = features.FromCache,
            // Busy seconds are summed over threads.
            decode = Rate(samples.Count, decode / options.Threads),
            features = Rate(samples.Count, run / options.Threads),
            both = Rate(samples.Count, wall),
            peakMiB = PeakMemory.MiB(),
        }));
    }

    private static ImageSample Sample(FileInfo file)
    {
        // As a stream: what this leaves for the garbage collector would count as the library's memory.
        using var stream = file.OpenRead();
        var content = new ContentHash(Convert.ToHexStringLower(SHA256.HashData(stream)));
        return new(file.FullName, file.Name, [], null, null, null, content, 0);
    }

    private static double? Rate(int images, double seconds) => seconds > 0 ? Math.Round(images / seconds, 2) : null;
}
