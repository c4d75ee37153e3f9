using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Strategy.Distributions;

/// <summary>
/// Features of stages that a run left as they were. Stages that were retrained have seen the training images, and would tell them from the others by that
/// alone.
/// </summary>
internal static class FrozenFeatures
{
    /// <summary>The features of every image of a run, or why there are none.</summary>
    public static async Task<(FeatureMatrix? Features, string? Note)> OfAsync(
        RunRecord run, DistributionOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        if (!options.Classify || run.Model is null || !File.Exists(run.Model))
        {
            return (null, $"No classifier tried to tell the parts apart: {(options.Classify ? "the model file is not there" : "as asked")}.");
        }

        var model = await Backbone.LoadAsync(run.Model, new(), cancellationToken).ConfigureAwait(false);
        if (Spec(model, run.Recipe.GetValueOrDefault("retrain", "head")) is not { } spec)
        {
            return (null, "No classifier tried to tell the parts apart: every stage may have been retrained, and so knows the training images.");
        }

        using var extractor = new FeatureExtractor(model, spec, new() { CacheFolder = options.CacheFolder, Threads = options.Threads });
        return ((await extractor.ExtractAsync(RunDataset.Samples(run), progress, cancellationToken).ConfigureAwait(false)).Matrix, null);
    }

    private static FeatureSpec? Spec(Backbone model, string retrain)
    {
        if (retrain == "head")
        {
            // How alike pictures are is not asked cell by cell.
            return new([.. ArtifactMetadata.Read(model.Model).Features.Taps.Select(tap => tap.Pooling == Pooling.Grid ? tap with { Pooling = Pooling.Mean } : tap).Distinct()]);
        }

        var frozen = retrain.Split(':', 2) switch
        {
            ["last", var count] => model.Stages.Count - int.Parse(count, System.Globalization.CultureInfo.InvariantCulture),
            ["from", var stage] => model.Stages.IndexOf(stage),
            _ => 0,
        };
        return frozen <= 0 ? null : FeatureSpec.EndsOf(model, [.. model.Stages.Take(frozen).TakeLast(3).Select(stage => stage.Name)]);
    }
}
