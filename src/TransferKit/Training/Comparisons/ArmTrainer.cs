using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;

namespace TransferKit.Training.Comparisons;

/// <summary>Trains the fold models of one arm with one seed, or finds what they gave in the work folder.</summary>
internal static class ArmTrainer
{
    /// <summary>Trains.</summary>
    /// <returns>The run, what the user should know, and whether something was there to resume from.</returns>
    public static async Task<(ArmRun Run, IReadOnlyList<string> Notes, bool Continued)> RunAsync(
        Backbone backbone, ImageDataset dataset, FineTuneOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var split = WithoutDevAndTest(dataset);
        var checkpoints = TrainingWork.OpenFolder(backbone, split, options);
        var continued = checkpoints is { Continues: true };
        if (continued && ArmRun.Read(checkpoints!.Path, dataset) is { } finished)
        {
            return (finished, backbone.Notes, continued);
        }

        var folds = await FoldTrainer.RunAsync(backbone, split, options, checkpoints, progress, cancellationToken).ConfigureAwait(false);
        var run = new ArmRun(folds.Tasks, folds.Parameters, folds.Seconds / options.Folds)
        {
            Affinity = options.Affinity?.Values ?? [],
        };
        if (checkpoints is not null)
        {
            run.Write(checkpoints, dataset);
        }

        return (run, folds.Notes, continued);
    }

    /// <summary>The folds are what is held out; a given test part stays out of them.</summary>
    private static DatasetSplit WithoutDevAndTest(ImageDataset dataset) => new(
        dataset, null, [.. dataset.Samples.Select(sample => sample.GivenSplit == SplitName.Test ? (SplitName?)null : SplitName.Train)], []);
}
