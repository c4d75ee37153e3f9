using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Pipelines.Steps;
using TransferKit.Tasks;
using TransferKit.Training.Comparisons;
using TransferKit.Training.Heads;

namespace TransferKit.Pipelines.Comparing;

/// <summary>Compares a staged pipeline with one model from pixels to answer, on the same images, over growing data (lesson 21 of Ng's course).</summary>
public static class PipelineComparison
{
    /// <summary>
    /// Cross-validates both at every size with the same backbone and the same options. Steps of the pipeline learn each from its own labels; later ones from
    /// what earlier ones say of images that they did not see, and, as arms of their own, from the truth. No dev or test part is looked at; images of a given test
    /// part stay out.
    /// </summary>
    /// <param name="backbone">The backbone of every step and of the one model.</param>
    /// <param name="pipeline">The steps.</param>
    /// <param name="dataset">The data, with the tasks of the pipeline (<see cref="Pipeline.Tasks"/>).</param>
    /// <param name="options">The sizes.</param>
    /// <param name="progress">Takes reports of the phase <c>compare</c>, in trainings, and of <c>features</c>.</param>
    /// <param name="cancellationToken">Stops the work; features stay in the cache.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range, a size is too large, or the data lack a task of the pipeline.</exception>
    /// <exception cref="InvalidDatasetException">A task has no labelled row to learn from.</exception>
    /// <exception cref="InvalidImageException">An image cannot be decoded any more.</exception>
    /// <exception cref="PipelineStepException">A step broke on a picture.</exception>
    /// <exception cref="StorageException">Cache or picture folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<PipelineComparisonResult> RunAsync(
        Backbone backbone, Pipeline pipeline, ImageDataset dataset, PipelineComparisonOptions? options = null, IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        RequireTasks(pipeline, dataset);
        var seeds = options.Seeds.Select(seed => NestedFolds(dataset, options.Folds, seed)).ToList();
        var sizes = SizesOf(options, seeds.Min(folds => folds.Min(fold => fold.Train.Count)));
        using var pictures = new StepPictures(options.PictureFolder);
        var sets = CeilingSets(pipeline);
        var measured = new List<SizeTrials>();
        var done = 0;
        var pieces = sizes.Count * seeds.Count * 3;
        foreach (var size in sizes)
        {
            var trials = new SizeTrials(size, pipeline, dataset);
            foreach (var (seed, folds) in options.Seeds.Zip(seeds))
            {
                IReadOnlyList<Fold> taken = [.. folds.Select(fold => new Fold(fold.Train.Take(size), fold.HeldOut))];
                await trials.RunAsync(
                    backbone, taken, pictures, size == sizes[^1] ? sets : [0], options.Training with { Seed = seed, Folds = 0, WorkFolder = null, Resume = false }, options.InnerFolds,
                    () => progress?.Report(new("compare", ++done, pieces)), cancellationToken).ConfigureAwait(false);
            }

            measured.Add(trials);
        }

        var costs = await PipelineCosts.MeasureAsync(backbone, pipeline, dataset, options, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Measure(pipeline, dataset, options, measured, costs, sets), cancellationToken).ConfigureAwait(false);
    }

    private static void RequireTasks(Pipeline pipeline, ImageDataset dataset)
    {
        if (pipeline.Tasks.Except(dataset.Tasks).FirstOrDefault() is { } missing)
        {
            throw new InvalidOptionsException(
                $"The pipeline's task '{missing.Name}' is not among those that the data were read with: {string.Join(", ", dataset.Tasks.Select(task => task.Name))}. Read them with the pipeline's tasks.");
        }
    }

    private static List<(NestedSamples Train, IReadOnlyList<int> HeldOut)> NestedFolds(ImageDataset dataset, int folds, int seed) =>
        [.. dataset.Folds(folds, seed).Select((fold, number) => (new NestedSamples(dataset, fold.Train, seed, FormattableString.Invariant($"pipeline fold {number + 1}")), fold.HeldOut))];

    private static List<int> SizesOf(PipelineComparisonOptions options, int largest)
    {
        if (options.Sizes.Any(size => size > largest || (options.WithAll && size == largest)))
        {
            throw new InvalidOptionsException(
                $"'sizes' names {options.Sizes.Max()}; allowed: {(options.WithAll ? $"below {largest}, which 'all' stands for" : $"up to {largest}")}, as many as the smallest training part of {options.Folds} folds holds.");
        }

        return [.. options.Sizes.Order(), .. options.WithAll ? [largest] : Array.Empty<int>()];
    }

    /// <summary>None replaced, each step alone, and the steps one after another; steps without a truth cannot be replaced.</summary>
    private static IReadOnlyList<uint> CeilingSets(Pipeline pipeline)
    {
        int[] known = [.. pipeline.Steps.Index().Where(step => step.Item.Truth is not null).Select(step => step.Index)];
        var together = known.Select((_, place) => known.Take(place + 1).Aggregate(0u, (set, step) => set | (1u << step)));
        return [.. known.Select(step => 1u << step).Concat(together).Prepend(0u).Distinct()];
    }

    private static PipelineComparisonResult Measure(
        Pipeline pipeline, ImageDataset dataset, PipelineComparisonOptions options, List<SizeTrials> trials, IReadOnlyList<ArmCost> costs, IReadOnlyList<uint> sets)
    {
        var bootstrap = new BootstrapOptions { Seed = options.Seeds[0] };
        var rows = new HeldOutRows(dataset, TaskRows.Of(dataset, pipeline.Answer), trials.SelectMany(size => size.Arms.Values.SelectMany(seeds => seeds)));
        PipelineSize[] sizes = [.. trials.Select(size => size.Measure(rows, bootstrap))];
        return new()
        {
            Task = pipeline.Answer,
            Sizes = sizes,
            Crossover = CrossoverOf(pipeline.Answer, trials, rows, bootstrap),
            Ceiling = new CeilingAnalyst(pipeline, dataset, trials[^1].StagedTrials, rows, bootstrap).Analyse(sets, LearnedGain(sizes[^1], pipeline.Answer)),
            Costs = costs,
            Folds = options.Folds,
            Seeds = options.Seeds,
            Majority = pipeline.Answer.Kind == TaskKind.Classification ? rows.Majority : null,
            Notes = [.. trials[^1].Notes, "Intervals are for the mean of the fold models; seeds are not resampled, but for the crossover."],
        };
    }

    private static Interval? LearnedGain(PipelineSize size, LearningTask task)
    {
        var pair = size.Pairs.FirstOrDefault(pair => (pair.First, pair.Second) == (PipelineComparisonResult.Staged, PipelineComparisonResult.GivenTruth));
        if (pair is not { IsDistinguishable: true, Difference.Value: var difference })
        {
            return null;
        }

        var gain = task.MainMetric.HigherIsBetter ? difference with { Value = -difference.Value, Low = -difference.High, High = -difference.Low } : difference;
        return gain.Value > 0 ? gain : null;
    }

    private static Crossover CrossoverOf(LearningTask task, List<SizeTrials> trials, HeldOutRows rows, BootstrapOptions bootstrap)
    {
        var metric = task.MainMetric;
        ScoredRows[] scored = [.. new[] { PipelineComparisonResult.Staged, PipelineComparisonResult.EndToEnd }.SelectMany(arm => trials.Select(size => rows.Of(size.Arms[arm])))];
        double[] errors = [.. scored.Select(one => metric.Error(one, bootstrap)?.Value ?? double.NaN)];
        int[] seeds = [.. Enumerable.Range(0, scored[0].Count).Select(row => row / Math.Max(1, rows.Images))];
        IReadOnlyList<double[]> resamples = rows.Images == 0 ? []
            : [.. CrossedBootstrap.Draw([.. scored.Select(metric.Figure)], scored[0].Groups.UnitOfRow.ToArray(), seeds, bootstrap, "crossover").Select(drawn => Array.ConvertAll(drawn, figure => metric.Error(figure)))];
        return Crossover.Of([.. trials.Select(size => (double)size.Images)], errors[..trials.Count], errors[trials.Count..], resamples);
    }
}
