using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Imaging;
using TransferKit.Tasks;
using TransferKit.Training.Heads;
using TransferKit.Training.Suffixes;

namespace TransferKit.Training.Comparisons;

/// <summary>Compares ways of training on the same folds and seeds: figures with intervals, and paired differences.</summary>
public static class TransferComparison
{
    /// <summary>
    /// Cross-validates every arm with every seed. All arms see the same folds, so that their answers for one image are paired; no dev or test part
    /// is looked at. Images of a given test part stay out.
    /// </summary>
    /// <param name="backbone">The backbone of all arms that have none of their own.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="options">What is compared.</param>
    /// <param name="progress">Takes reports of the phases <c>features</c> and <c>train</c>, the latter over all arms and seeds.</param>
    /// <param name="cancellationToken">Stops after saving what was done to the cache and the work folder.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range, there are no such stages, or resuming with other options.</exception>
    /// <exception cref="UnsupportedOperatorException">Stages hold an operator that has no gradient.</exception>
    /// <exception cref="InvalidDatasetException">A task has no labelled row to learn from.</exception>
    /// <exception cref="InvalidImageException">An image cannot be decoded any more.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite.</exception>
    /// <exception cref="StorageException">Cache or work folder cannot be written.</exception>
    /// <exception cref="DamagedFileException">A finished piece in the work folder is damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ComparisonResult> RunAsync(
        Backbone backbone, ImageDataset dataset, ComparisonOptions options, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        options.Check();
        Check(dataset, options);
        var beyond = options.Arms.Where(arm => IsBeyond(arm, backbone, dataset, options)).ToList();
        options = options with { Arms = [.. options.Arms.Select(arm => beyond.Contains(arm) ? arm with { Retrain = Retrain.HeadOnly } : arm)] };
        CheckStages(backbone, dataset, options);
        var runs = options.Arms.Select(_ => new List<ArmRun>()).ToList();
        var notes = beyond.Select(arm => $"'{arm.Name}' trains its head alone: the head reads nothing of the stages that '{arm.Retrain}' trains.").ToList();
        var continued = false;
        var total = new ComparisonProgress(progress, [.. options.Seeds.SelectMany(seed => options.Arms.Select(arm => FineTuneJob.Pieces(Of(arm, dataset), options.Of(arm, seed), arm.Backbone is { IsPretrained: false })))]);
        // Seed by seed, so that a change of the machine's pace meets all arms.
        foreach (var seed in options.Seeds)
        {
            foreach (var (arm, finished) in options.Arms.Zip(runs))
            {
                var data = Of(arm, dataset);
                var training = options.Of(arm, seed);
                training = training with { Affinity = options.MeasureAffinity && data.Tasks.Count > 1 && training.TrainsShared ? new(data.Tasks.Count) : null };
                var outcome = await ArmTrainer.RunAsync(arm.Backbone?.OfSeed(seed) ?? backbone, data, null, training, total, cancellationToken).ConfigureAwait(false);
                finished.Add(outcome.Run);
                notes.AddRange(outcome.Notes);
                continued |= outcome.Continued;
                total.Next();
            }
        }

        if (options.Training.Resume && !continued)
        {
            notes.Add($"No checkpoint was in '{options.Training.WorkFolder}' to resume from, so the comparison began anew.");
        }

        return await Task.Run(() => Measure(dataset, options, runs, [.. notes.Distinct()]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds before the work what would stop a later arm.</summary>
    private static void Check(ImageDataset dataset, ComparisonOptions options)
    {
        if (options.Arms.SelectMany(arm => arm.Tasks ?? []).Except(dataset.Tasks.Select(task => task.Name)).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOptionsException($"An arm trains the task '{unknown}'; the tasks are: {string.Join(", ", dataset.Tasks.Select(task => task.Name))}.");
        }

        HeadTaps.RequireTasks([.. dataset.Tasks.Select(task => task.Name)], options.Training);
        dataset.Folds(options.Folds, options.Seeds[0]);
    }

    /// <summary>Whether an arm of some tasks has heads that were told to read frozen stages alone: there is nothing else to train.</summary>
    private static bool IsBeyond(ComparisonArm arm, Backbone backbone, ImageDataset dataset, ComparisonOptions options) =>
        arm is { Tasks: not null, Retrain.IsAuto: false } && arm.Retrain != Retrain.HeadOnly && options.Training.HeadStages.Count > 0
        && !SuffixPlan.Reaches(
            (arm.Backbone ?? backbone).Stages, arm.Retrain,
            HeadTaps.Of(arm.Backbone ?? backbone, Of(arm, dataset).Tasks, options.Of(arm, options.Seeds[0])).Spec);

    private static void CheckStages(Backbone backbone, ImageDataset dataset, ComparisonOptions options)
    {
        foreach (var arm in options.Arms.Where(arm => !arm.Retrain.IsAuto))
        {
            var own = arm.Backbone ?? backbone;
            var training = options.Of(arm, options.Seeds[0]);
            var taps = HeadTaps.Of(own, Of(arm, dataset).Tasks, training);
            SuffixPlan.Of(own, training, taps.Spec)?.CheckMemory(dataset.Samples.Count, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        }
    }

    private static ImageDataset Of(ComparisonArm arm, ImageDataset dataset) => arm.Tasks is { } tasks ? dataset.OfTasks(tasks) : dataset;

    private static ComparisonResult Measure(ImageDataset dataset, ComparisonOptions options, List<List<ArmRun>> runs, IReadOnlyList<string> notes)
    {
        var arms = new List<ArmResult>();
        var pairs = new List<PairResult>();
        var majority = new Dictionary<string, double>();
        foreach (var task in dataset.Tasks)
        {
            var labels = TaskRows.Of(dataset, task);
            var trained = options.Arms.Zip(runs).Where(arm => arm.First.Trains(task)).Select(arm =>
                (arm.First.Name, arm.First.Retrain, options.Of(arm.First, options.Seeds[0]).Adapter, Runs: arm.Second, Outputs: arm.Second.Select(run => run.Tasks[Of(arm.First, dataset).Tasks.ToList().IndexOf(task)]).ToList())).ToList();
            var rows = new HeldOutRows(dataset, labels, trained.SelectMany(arm => arm.Outputs));
            var (ofArms, ofPairs) = new TaskComparison(
                task, rows, [.. trained.Select(arm => arm.Name)], [.. trained.Select(arm => arm.Outputs)], new BootstrapOptions { Seed = options.Seeds[0] }).Measure();
            arms.AddRange(ofArms.Zip(trained, (arm, own) => arm with { Retrain = own.Retrain, Adapter = own.Adapter, Parameters = own.Runs[0].Parameters, Seconds = own.Runs.Average(run => run.Seconds) }));
            pairs.AddRange(ofPairs);
            if (task.Kind == TaskKind.Classification)
            {
                majority[task.Name] = rows.Majority;
            }
        }

        return new()
        {
            Arms = arms,
            Pairs = Corrected(pairs),
            Majority = majority,
            Labelled = dataset.Tasks.ToDictionary(task => task.Name, task => TaskRows.Of(dataset, task).Labels.Count(label => label is not null)),
            Affinity = TaskAffinity.Of(options.Arms, runs, dataset),
            LeastGain = options.LeastGain,
            Folds = options.Folds,
            Seeds = options.Seeds,
            Notes = notes,
        };
    }

    private static PairResult[] Corrected(List<PairResult> pairs)
    {
        var adjusted = new Queue<double>(HolmCorrection.Of([.. pairs.Select(pair => pair.Difference?.P).OfType<double>()]));
        return [.. pairs.Select(pair => pair.Difference is null ? pair : pair with { AdjustedP = adjusted.Dequeue() })];
    }
}
