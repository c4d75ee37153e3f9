using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;
using TransferKit.Training;
using TransferKit.Training.Comparisons;
using TransferKit.Training.Heads;

namespace TransferKit.Strategy.Curves;

/// <summary>Measures how the error falls with the number of training images, and tells what more of them would give.</summary>
public static class LearningCurve
{
    /// <summary>
    /// Cross-validates with a part of each fold's training images. Subsamples are stratified, a smaller one is a part of a larger one, and every size
    /// is scored on the same held-out images. A power law is fitted to the errors; its intervals come from drawing held-out images (groups), and
    /// with several seeds the seeds too, anew for all sizes at once. No dev or test part is looked at; images of a given test part stay out.
    /// </summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="options">The sizes.</param>
    /// <param name="progress">Takes reports of the phases <c>features</c> and <c>train</c>, the latter over all sizes and seeds.</param>
    /// <param name="cancellationToken">Stops after saving what was done to the cache and the work folder.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range, a size is too large or too small, or resuming with other options.</exception>
    /// <exception cref="InvalidDatasetException">A task has no labelled row to learn from.</exception>
    /// <exception cref="TransferKit.Imaging.InvalidImageException">An image cannot be decoded any more.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite.</exception>
    /// <exception cref="StorageException">Cache or work folder cannot be written.</exception>
    /// <exception cref="DamagedFileException">A finished piece in the work folder is damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<LearningCurveResult> RunAsync(
        Backbone backbone, ImageDataset dataset, LearningCurveOptions options, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        options.Check();
        var seeds = options.Seeds.Select(seed => new CurveFolds(dataset, options.Folds, seed)).ToList();
        var sizes = Sizes(options, seeds.Min(folds => folds.Largest));
        var sized = sizes.Select(size => new SizeRuns(dataset, size.Images, [.. seeds.Select(folds => folds.Of(size.Images))])).ToList();
        var notes = new List<string>();
        var pieces = FineTuneJob.Pieces(dataset, options.Of(null, options.Seeds[0]), !backbone.IsPretrained);
        var total = new ComparisonProgress(progress, [.. Enumerable.Repeat(pieces, sizes.Count * seeds.Count)]);
        var continued = false;
        foreach (var (index, seed) in options.Seeds.Index())
        {
            foreach (var (size, runs) in sizes.Zip(sized))
            {
                var outcome = await ArmTrainer.RunAsync(
                    backbone.OfSeed(seed), dataset, runs.Folds[index], options.Of(size.Asked, seed), total, cancellationToken).ConfigureAwait(false);
                runs.Add(outcome.Run);
                notes.AddRange(outcome.Notes);
                continued |= outcome.Continued;
                total.Next();
            }
        }

        if (options.Training.Resume && !continued)
        {
            notes.Add($"No checkpoint was in '{options.Training.WorkFolder}' to resume from, so the work began anew.");
        }

        return await Task.Run(() => Measure(dataset, options, sized, [.. notes.Distinct()]), cancellationToken).ConfigureAwait(false);
    }

    private static List<(int? Asked, int Images)> Sizes(LearningCurveOptions options, int largest)
    {
        if (options.Sizes.Max() > largest || (options.WithAll && options.Sizes.Contains(largest)))
        {
            throw new InvalidOptionsException(
                $"'sizes' names {options.Sizes.Max()}; allowed: {(options.WithAll ? $"below {largest}, which 'all' stands for" : $"up to {largest}")}, as many as the smallest training part of {options.Folds} folds holds.");
        }

        return [.. options.Sizes.Order().Select(size => ((int?)size, size)), .. options.WithAll ? [((int?)null, largest)] : Array.Empty<(int?, int)>()];
    }

    private static LearningCurveResult Measure(ImageDataset dataset, LearningCurveOptions options, List<SizeRuns> sizes, List<string> notes)
    {
        var curves = new List<TaskCurve>();
        var majority = new Dictionary<string, double>();
        var bootstrap = new BootstrapOptions { Seed = options.Seeds[0] };
        foreach (var (index, task) in dataset.Tasks.Index())
        {
            var rows = new HeldOutRows(dataset, TaskRows.Of(dataset, task), sizes.SelectMany(size => size.HeldOut(index)));
            var metric = task.MainMetric;
            var scored = sizes.Select(size => rows.Of(size.HeldOut(index))).ToList();
            var points = sizes.Zip(scored, (size, held) => new CurvePoint(
                size.Size, size.Images, Of(metric.Error(held, bootstrap), rows.Images),
                Of(metric.Error(rows.Repeated(size.Learned(index)), bootstrap), size.Learned(index).SelectMany(seed => seed.Samples).Distinct().Count()), size.Seconds)).ToList();
            curves.Add(TaskCurve.Of(task, metric.Name, points, Resamples(metric, scored, rows.Images, bootstrap), index == 0 ? options.TargetError : null));
            if (task.Kind == TaskKind.Classification)
            {
                majority[task.Name] = rows.Majority;
            }
        }

        if (options.Seeds.Count == 1 && curves.Any(curve => curve.Law is not null))
        {
            notes.Add("With one seed the intervals of the law leave out the luck of which images were drawn to learn from; several seeds take it in.");
        }

        return new() { Curves = curves, Majority = majority, Folds = options.Folds, Seeds = options.Seeds, Notes = notes };
    }

    /// <summary>The errors of all sizes when images and seeds are drawn anew.</summary>
    private static IReadOnlyList<double[]> Resamples(TaskMetric metric, List<ScoredRows> sizes, int images, BootstrapOptions options)
    {
        if (images == 0)
        {
            return [];
        }

        int[] seeds = [.. Enumerable.Range(0, sizes[0].Count).Select(row => row / images)];
        var figures = CrossedBootstrap.Draw([.. sizes.Select(metric.Figure)], sizes[0].Groups.UnitOfRow.ToArray(), seeds, options, "curve");
        return [.. figures.Select(resample => Array.ConvertAll(resample, figure => metric.Error(figure)))];
    }

    /// <summary>An image counts once, however often it was asked about.</summary>
    private static Interval? Of(Interval? error, int images) => error is { } found ? found with { N = images } : null;
}
