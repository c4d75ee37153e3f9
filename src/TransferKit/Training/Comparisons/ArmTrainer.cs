using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;

namespace TransferKit.Training.Comparisons;

/// <summary>Trains the fold models of one arm with one seed, or finds what they gave in the work folder.</summary>
internal static class ArmTrainer
{
    /// <summary>Trains.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="folds">The folds; null for those of the data set by the options' number and seed.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Stops after saving what was done.</param>
    /// <returns>The run, what the user should know, and whether something was there to resume from.</returns>
    public static async Task<(ArmRun Run, IReadOnlyList<string> Notes, bool Continued)> RunAsync(
        Backbone backbone, ImageDataset dataset, IReadOnlyList<Fold>? folds, FineTuneOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var split = WithoutDevAndTest(dataset);
        var checkpoints = TrainingWork.OpenFolder(backbone, split, options);
        var continued = checkpoints is { Continues: true };
        if (continued && ArmRun.Read(checkpoints!.Path, dataset) is { } finished)
        {
            return (finished, backbone.Notes, continued);
        }

        var models = await FoldTrainer.RunAsync(backbone, split, folds ?? dataset.Folds(options.Folds, options.Seed), options, checkpoints, progress, cancellationToken).ConfigureAwait(false);
        var run = new ArmRun(models.Tasks, models.Parameters, models.Seconds / options.Folds)
        {
            Affinity = options.Affinity?.Values ?? [],
        };
        if (checkpoints is not null)
        {
            run.Write(checkpoints, dataset);
        }

        return (run, models.Notes, continued);
    }

    /// <summary>The folds are what is held out; a given test part stays out of them.</summary>
    private static DatasetSplit WithoutDevAndTest(ImageDataset dataset) => new(
        dataset, null, [.. dataset.Samples.Select(sample => sample.GivenSplit == SplitName.Test ? (SplitName?)null : SplitName.Train)], []);
}
