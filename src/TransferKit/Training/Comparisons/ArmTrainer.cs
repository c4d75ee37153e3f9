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
        using var work = new TrainingWork(backbone, WithoutDevAndTest(dataset), options);
        var continued = work.Checkpoints is { Continues: true };
        if (continued && ArmRun.Read(work.Checkpoints!.Path, dataset) is { } finished)
        {
            return (finished, work.Notes, continued);
        }

        using var job = await work.ExtractAsync(progress, cancellationToken).ConfigureAwait(false);
        var started = options.Time.GetTimestamp();
        var (tasks, parameters) = await Task.Run(() => job.RunFolds(cancellationToken), cancellationToken).ConfigureAwait(false);
        var run = new ArmRun(tasks, parameters, options.Time.GetElapsedTime(started).TotalSeconds / options.Folds);
        if (work.Checkpoints is { } checkpoints)
        {
            run.Write(checkpoints, dataset);
        }

        return (run, [.. work.Notes, .. job.Notes], continued);
    }

    /// <summary>The folds are what is held out; a given test part stays out of them.</summary>
    private static DatasetSplit WithoutDevAndTest(ImageDataset dataset) => new(
        dataset, null, [.. dataset.Samples.Select(sample => sample.GivenSplit == SplitName.Test ? (SplitName?)null : SplitName.Train)], []);
}
