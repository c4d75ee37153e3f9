using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Evaluation;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tasks;
using TransferKit.Training.Heads;

namespace TransferKit.Training;

/// <summary>A trained head and its figures.</summary>
internal sealed record TrainedTask(HeadModel Head, TaskResult Result);

/// <summary>The part of a fine-tuning that comes after the features: heads, cross-validation, figures.</summary>
internal sealed class FineTuneJob(
    DatasetSplit split, FeatureMatrix features, FineTuneOptions options, CheckpointFolder? checkpoints, IProgress<ProgressReport>? progress,
    IReadOnlyDictionary<string, HeadModel> starts, SeenImages seenBefore)
{
    private readonly TrainProgress _progress = new(progress, split.Dataset.Tasks.Count * (options.Folds + 1) * HeadTrainer.Pieces);
    private readonly List<string> _notes = [];

    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Trains and measures every task.</summary>
    public IReadOnlyList<TrainedTask> Run(CancellationToken cancellationToken)
    {
        NoteSeenBefore();
        return [.. split.Dataset.Tasks.Select(task => Run(TaskRows.Of(split.Dataset, task), cancellationToken))];
    }

    private TrainedTask Run(TaskRows task, CancellationToken cancellationToken)
    {
        CheckLabels(task);
        using var trainer = new HeadTrainer(split.Dataset, features, task, options, Start(task), checkpoints, _progress);
        var head = trainer.Train(task.Task.Name, split.Train, split.Dev, cancellationToken);
        var heldOut = options.Folds == 0 ? null : CrossValidate(trainer, task, cancellationToken);
        return new(head.Model, new()
        {
            Task = task.Task,
            Classes = task.Classes,
            Parts = Measure(head.Model, task),
            CrossValidated = heldOut is null ? null : Evaluate(heldOut, folds: true),
            HeldOut = heldOut,
            WeightDecay = head.WeightDecay,
            Epochs = head.Epochs,
        });
    }

    private void CheckLabels(TaskRows task)
    {
        var labelled = task.Labelled(split.Train);
        var classes = labelled.Select(row => task.Labels[row]).Distinct().Count();
        if (labelled.Count == 0 || (task.Task.Kind == TaskKind.Classification && classes < 2))
        {
            throw new InvalidDatasetException(
                $"Task '{task.Task.Name}' has {labelled.Count} labelled training images of {classes} classes; at least 2 classes are needed to learn from.",
                split.Dataset.Root);
        }
    }

    private HeadModel? Start(TaskRows task)
    {
        if (!starts.TryGetValue(task.Task.Name, out var start) || start.Task.Kind != task.Task.Kind)
        {
            return null;
        }

        var added = task.Classes.Except(start.Classes).ToArray();
        if (added.Length > 0)
        {
            _notes.Add($"Task '{task.Task.Name}' goes on from the saved head; new classes: {string.Join(", ", added)}.");
        }

        return task.Task.Kind == TaskKind.Classification ? start.WithClasses(task.Classes) : start;
    }

    private Dictionary<SplitName, TaskEvaluation> Measure(HeadModel head, TaskRows task)
    {
        var figures = new Dictionary<SplitName, TaskEvaluation>();
        using var predictor = new HeadPredictor(head);
        foreach (var part in Enum.GetValues<SplitName>())
        {
            var rows = part == SplitName.Train ? task.Labelled(split[part]) : Unseen(task, split[part]);
            if (rows.Count > 0)
            {
                var figure = Evaluate(Score(task, rows, predictor.Predict(features, rows)), folds: false);
                figures.Add(part, part == SplitName.Dev && options.Keep == Keep.Best ? Selected(figure) : figure);
            }
        }

        return figures;
    }

    private ScoredRows CrossValidate(HeadTrainer trainer, TaskRows task, CancellationToken cancellationToken)
    {
        var folds = split.Dataset.Folds(options.Folds, options.Seed);
        var outputs = new float[folds.Count][];
        Parallel.For(0, folds.Count, new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, number =>
        {
            // What would be chosen on dev is chosen on a part of the fold's own training rows.
            var inner = options.Keep == Keep.Best
                ? FoldSplitter.Split(split.Dataset, folds[number].Train, HeadDefaults.SelectionFolds, options.Seed)[0]
                : new Fold(folds[number].Train, []);
            var head = trainer.Train($"{task.Task.Name}.fold-{number + 1}", inner.Train, inner.HeldOut, cancellationToken);
            using var predictor = new HeadPredictor(head.Model);
            outputs[number] = predictor.Predict(features, Unseen(task, folds[number].HeldOut));
        });
        return Score(task, [.. folds.SelectMany(fold => Unseen(task, fold.HeldOut))], [.. outputs.SelectMany(o => o)]);
    }

    /// <summary>Labelled samples that an earlier training, which this one goes on from, did not learn from: only they tell the truth.</summary>
    private int[] Unseen(TaskRows task, IReadOnlyList<int> samples) =>
        [.. task.Labelled(samples).Where(sample => !seenBefore.Contains(split.Dataset.Samples[sample].Content))];

    private void NoteSeenBefore()
    {
        int[] held = [.. split.Dev, .. split.Test, .. split.TrainDev];
        var seen = held.Count(sample => seenBefore.Contains(split.Dataset.Samples[sample].Content));
        if (seen > 0)
        {
            _notes.Add($"{seen} of {held.Length} held-out images were learned from by the model that this one goes on from: they are left out of the figures.");
        }
    }

    private ScoredRows Score(TaskRows task, IReadOnlyList<int> rows, float[] outputs)
    {
        var samples = split.Dataset.Samples;
        string?[]? groups = rows.Any(row => samples[row].Group is not null) ? [.. rows.Select(row => samples[row].Group)] : null;
        return task.Task.Kind == TaskKind.Classification
            ? new ClassificationRows(outputs, [.. rows.Select(row => (int)task.Labels[row]!.Value)], task.Outputs, groups)
            : new RegressionRows(Array.ConvertAll(outputs, value => (double)value), [.. rows.Select(row => task.Labels[row]!.Value)], groups);
    }

    private TaskEvaluation Evaluate(ScoredRows rows, bool folds)
    {
        var bootstrap = new BootstrapOptions { Seed = options.Seed };
        return (rows, folds) switch
        {
            (ClassificationRows scored, true) => ClassificationEvaluation.OfFolds(scored, bootstrap),
            (ClassificationRows scored, false) => ClassificationEvaluation.Of(scored, bootstrap),
            (RegressionRows scored, true) => RegressionEvaluation.OfFolds(scored, bootstrap),
            (var scored, _) => RegressionEvaluation.Of((RegressionRows)scored, bootstrap),
        };
    }

    private static TaskEvaluation Selected(TaskEvaluation figure) =>
        figure is ClassificationEvaluation classification ? classification.AsSelected() : ((RegressionEvaluation)figure).AsSelected();
}
