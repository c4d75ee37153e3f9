using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;

namespace TransferKit.MLNet.Bench;

/// <summary>Rows a second of TransferFeatures and of the library's extractor, in turn, without a cache; by the clock, and by the processors' time, which a
/// busy machine disturbs less.</summary>
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
        var (library, integration) = (new List<Speed>(), new List<Speed>());
        var largest = 0.0;
        // The first round warms both up.
        for (var round = 0; round <= Repeats; round++)
        {
            var (matrix, first) = await MeasureAsync(samples.Count, async () => (await extractor.ExtractAsync(samples)).Matrix);
            var (rows, second) = await MeasureAsync(samples.Count, () => Task.FromResult(view.GetColumn<float[]>("Features").ToList()));
            largest = Math.Max(largest, rows.Select((row, i) => row.Zip(matrix.Row(i).ToArray(), (a, b) => (double)Math.Abs(a - b)).Max()).Max());
            if (round > 0)
            {
                library.Add(first);
                integration.Add(second);
                Console.WriteLine($"round {round}: library {first}, TransferFeatures {second}");
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{samples.Count} rows, {Threads} threads, largest difference {largest}"));
        Console.WriteLine($"ratio by the clock {Ratio(library, integration, speed => speed.ByClock)}");
        Console.WriteLine($"ratio by the processors' time {Ratio(library, integration, speed => speed.ByProcessor)}");
    }

    private static async Task<(T Result, Speed Speed)> MeasureAsync<T>(int rows, Func<Task<T>> work)
    {
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = await work();
        return (result, new(rows / Stopwatch.GetElapsedTime(start).TotalSeconds, rows / (Environment.CpuUsage.TotalTime - used).TotalSeconds));
    }

    private static string Ratio(IEnumerable<Speed> library, IEnumerable<Speed> integration, Func<Speed, double> value)
    {
        var ratios = integration.Zip(library, (a, b) => value(a) / value(b)).Order().ToList();
        return FormattableString.Invariant($"{ratios[Repeats / 2]:0.000}, the median of {Repeats} ({ratios[0]:0.000} to {ratios[^1]:0.000})");
    }

    private readonly record struct Speed(double ByClock, double ByProcessor)
    {
        public override string ToString() => FormattableString.Invariant($"{ByClock:0.0} rows/s, {ByProcessor:0.0} rows a processor's second");
    }
}
