using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Runs;

namespace TransferKit.Reports;

/// <summary>Where in a picture a class was seen.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Values">Row by row, 0 to 1 for the strongest.</param>
internal sealed record ActivationMap(int Width, int Height, float[] Values);

/// <summary>
/// Class activation maps (Zhou et al. 2016, https://arxiv.org/abs/1512.04150): a linear head on pooled maps is a sum over places, so each place's
/// part of a class's score can be told. Of the maps that a head reads, the last is shown.
/// </summary>
internal static class ClassActivation
{
    /// <summary>The maps of some images, or none where the head is not linear in what it reads, or reads no map.</summary>
    /// <param name="run">The run; its model file is there.</param>
    /// <param name="task">The task.</param>
    /// <param name="images">The places of images in the run, and the output whose map is wanted.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<IReadOnlyDictionary<int, ActivationMap>> OfAsync(
        RunRecord run, RunTask task, IReadOnlyList<(int Image, int Output)> images, int threads, CancellationToken cancellationToken)
    {
        var model = await Backbone.LoadAsync(run.Model!, new(), cancellationToken).ConfigureAwait(false);
        var head = HeadReader.Read(model.Model).First(candidate => candidate.Task.Name == task.Name);
        var taps = ArtifactMetadata.Read(model.Model).Features.Taps;
        var place = taps.ToList().FindLastIndex(tap => tap.Pooling == Pooling.Mean && MapShape.Of(model.Stages, tap.Tensor) is { ChannelsLast: false });
        if (place < 0 || images.Count == 0 || head.Layers is not [var layer] || AdapterReader.Read(model.Model) is not null || head.OwnAdapter is not null)
        {
            return new Dictionary<int, ActivationMap>();
        }

        var first = taps.Take(place).Sum(tap => FeatureGraph.Width(model.Stages, tap));
        var shape = MapShape.Of(model.Stages, taps[place].Tensor)!.Value;
        var weights = Enumerable.Range(0, layer.Outputs).Select(output => Enumerable.Range(first, (int)shape.Channels)
            .Select(column => layer.Weights[(column * layer.Outputs) + output] * head.FeatureScale[column]).ToArray()).ToArray();
        using var extractor = new FeatureExtractor(model, new([new(taps[place].Tensor, Pooling.Whole)]), new() { Threads = threads });
        var samples = RunDataset.Samples(run);
        var maps = (await extractor.ExtractAsync([.. images.Select(image => samples[image.Image])], null, cancellationToken).ConfigureAwait(false)).Matrix;
        return images.Index().DistinctBy(image => image.Item.Image).ToDictionary(
            image => image.Item.Image, image => Map(maps.Row(image.Index), weights[image.Item.Output], (int)shape.Width, (int)shape.Height));
    }

    private static ActivationMap Map(ReadOnlySpan<float> channels, float[] weights, int width, int height)
    {
        var values = new float[width * height];
        for (var channel = 0; channel < weights.Length; channel++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] += weights[channel] * channels[(channel * values.Length) + i];
            }
        }

        var (low, high) = (values.Min(), values.Max());
        return new(width, height, [.. values.Select(value => high > low ? (value - low) / (high - low) : 0)]);
    }
}
