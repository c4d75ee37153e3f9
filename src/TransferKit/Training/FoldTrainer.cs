using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Training.Depth;

namespace TransferKit.Training;

/// <summary>What all fold models of a cross-validation gave.</summary>
/// <param name="Tasks">What they said of held-out samples, task by task.</param>
/// <param name="Parameters">How many values one of them trains; the mean where each chose its depth.</param>
/// <param name="Seconds">Training and scoring them, and choosing their depths.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
internal sealed record CrossValidated(IReadOnlyList<FoldOutputs> Tasks, long Parameters, double Seconds, IReadOnlyList<string> Notes);

/// <summary>Trains the fold models of a cross-validation; where the depth is not given, each chooses its own inside its training part.</summary>
internal static class FoldTrainer
{
    /// <summary>Trains on the folds of the data set, by the options' number and seed.</summary>
    public static Task<CrossValidated> RunAsync(
        Backbone backbone, DatasetSplit split, FineTuneOptions options, CheckpointFolder? checkpoints, IProgress<ProgressReport>? progress, CancellationToken cancellationToken) =>
        RunAsync(backbone, split, split.Dataset.Folds(options.Folds, options.Seed), options, checkpoints, progress, cancellationToken);

    /// <summary>Trains on folds that are given.</summary>
    public static async Task<CrossValidated> RunAsync(
        Backbone backbone, DatasetSplit split, IReadOnlyList<Fold> given, FineTuneOptions options, CheckpointFolder? checkpoints, IProgress<ProgressReport>? progress,
        CancellationToken cancellationToken)
    {
        var folds = given.Index().ToList();
        var seconds = 0.0;
        var notes = new List<string>();
        var models = new FoldModel[folds.Count];
        var depths = new List<(int Number, Fold Fold, DepthChoice? Choice)>();
        foreach (var (number, fold) in folds)
        {
            var started = options.Time.GetTimestamp();
            var choice = options.Retrain.IsAuto
                ? await DepthChooser.ChooseAsync(backbone, split.Dataset, fold.Train, options, checkpoints, $"choice.fold-{number + 1}", progress, cancellationToken).ConfigureAwait(false)
                : null;
            seconds += options.Time.GetElapsedTime(started).TotalSeconds;
            depths.Add((number, fold, choice));
        }

        foreach (var alike in depths.GroupBy(depth => depth.Choice?.Candidate.Name))
        {
            var choice = alike.First().Choice;
            using var work = new TrainingWork(backbone, split, choice?.Apply(options) ?? options, checkpoints, choice?.Candidate.Spec);
            using var job = await work.ExtractAsync(progress, cancellationToken).ConfigureAwait(false);
            var started = options.Time.GetTimestamp();
            var trained = await Task.Run(() => job.RunFolds([.. alike.Select(depth => (depth.Number, depth.Fold))], cancellationToken), cancellationToken).ConfigureAwait(false);
            seconds += options.Time.GetElapsedTime(started).TotalSeconds;
            foreach (var (depth, model) in alike.Zip(trained))
            {
                models[depth.Number] = model;
            }

            notes.AddRange([.. work.Notes, .. job.Notes]);
        }

        if (options.Retrain.IsAuto)
        {
            var counts = depths.CountBy(depth => depth.Choice!.Candidate.Name).Select(count => $"{count.Value} took '{count.Key}'");
            notes.Add($"Of the {folds.Count} fold models of seed {options.Seed}, which each chose inside their own training images, {string.Join(", ", counts)}.");
            notes.AddRange(DepthTrials.Notes(split.Dataset));
        }

        return new(FoldModel.Join(models), (long)models.Average(model => model.Parameters), seconds, [.. notes.Distinct()]);
    }
}
