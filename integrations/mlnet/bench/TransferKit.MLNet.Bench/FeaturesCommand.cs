using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;

namespace TransferKit.MLNet.Bench;

/// <summary>Rows a second of TransferFeatures and of the library's extractor, in turn, without a cache.</summary>
internal static class FeaturesCommand
{
    private const int Repeats = 5;
    private const int Threads = 2;

    public static async Task RunAsync(string folder, Backbone backbone)
    {
        var samples = ImageDataset.FromFolders(folder).Samples;
        var context = new MLContext();
        var data = context.Data.LoadFromEnumerable(samples.Select(Photo.Of).ToList());
        using var extractor = new FeatureExtractor(backbone, options: new() { Threads = Threads });
        using var model = context.Transforms.TransferFeatures("Features", nameof(Photo.Path), backbone, new() { Threads = Threads }).Fit(data);
        var view = model.Transform(data);
        var (library, integration) = (new List<double>(), new List<double>());
        var largest = 0.0;
        // The first round warms both up.
        for (var round = 0; round <= Repeats; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var expected = (await extractor.ExtractAsync(samples)).Matrix;
            var first = samples.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            var rows = view.GetColumn<float[]>("Features").ToList();
            var second = rows.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
            largest = Math.Max(largest, rows.Select((row, i) => row.Zip(expected.Row(i).ToArray(), (a, b) => (double)Math.Abs(a - b)).Max()).Max());
            if (round > 0)
            {
                library.Add(first);
                integration.Add(second);
                Console.WriteLine(FormattableString.Invariant($"round {round}: library {first:0.0} rows/s, TransferFeatures {second:0.0} rows/s"));
            }
        }

        var ratios = integration.Zip(library, (a, b) => a / b).Order().ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"median of {Repeats}: library {Median(library):0.0} rows/s, TransferFeatures {Median(integration):0.0} rows/s; ratio {ratios[Repeats / 2]:0.000} ({ratios[0]:0.000} to {ratios[^1]:0.000}); {samples.Count} rows, {Threads} threads; largest difference {largest:0.0e0}"));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Repeats / 2);
}
