using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Evaluation;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tasks;
using TransferKit.Training.Heads;
using TransferKit.Training.Suffixes;

namespace TransferKit.Training;

/// <summary>What came out of a fine-tuning.</summary>
/// <param name="Heads">The heads, in the order of the tasks.</param>
/// <param name="Results">Their figures.</param>
/// <param name="Tuned">The backbone's new weights, or null where it stays as it is.</param>
internal sealed record FineTuned(IReadOnlyList<HeadModel> Heads, IReadOnlyList<TaskResult> Results, TunedModel? Tuned);

/// <summary>The part of a fine-tuning that comes after the features: heads, stages, cross-validation, figures.</summary>
internal sealed class FineTuneJob(
    DatasetSplit split, FeatureMatrix features, HeadTaps taps, AdapterModel? adapter, VariantRows variants, SuffixData? suffix, FineTuneOptions options,
    CheckpointFolder? checkpoints, IProgress<ProgressReport>? progress, IReadOnlyDictionary<string, HeadModel> starts, SeenImages seenBefore) : IDisposable
{
    private readonly List<string> _notes = [];
    private readonly List<(TaskRows Rows, HeadTrainer Trainer)> _tasks = [];
    private SuffixTrainer? _stages;
    private StageTuner? _tuner;

    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>How long the training of one model is, in the pieces that its progress is told in.</summary>
    public static int Pieces(ImageDataset dataset, FineTuneOptions options, bool fromScratch) =>
        fromScratch ? SuffixTrainer.Pieces : !options.TrainsShared
            ? dataset.Tasks.Count * HeadTrainer.Pieces
            // What is chosen inside the training part takes a second training.
            : (options.Stages.Share is null ? 2 : 1) * ((dataset.Tasks.Count * HeadTrainer.Pieces) + SuffixTrainer.Pieces);

    /// <summary>Hears of every step of stages: the training's name, steps done, all steps.</summary>
    public Action<string, int, int>? AfterStep { get; init; }

    /// <summary>Trains and measures every task.</summary>
    /// <param name="folds">What fold models said, where they were trained already; null where they are trained here, if options ask for folds.</param>
    /// <param name="cancellationToken">Stops after saving what was done.</param>
    public FineTuned Run(IReadOnlyList<FoldOutputs>? folds, CancellationToken cancellationToken)
    {
        Prepare(options.Folds + 1);
        var heads = TrainHeads("", split.Train, split.Dev, cancellationToken);
        var tuned = Tune("stages", heads, split.Train, cancellationToken);
        var shown = tuned is null ? features : _stages!.Features(tuned, [.. Enum.GetValues<SplitName>().SelectMany(part => split[part])], cancellationToken);
        var final = tuned?.Heads ?? [.. heads.Select(head => head.Model)];
        folds ??= options.Folds == 0 ? null : FoldModel.Join(CrossValidate([.. split.Dataset.Folds(options.Folds, options.Seed).Index()], cancellationToken));
        var heldOut = folds?.Zip(_tasks, (fold, task) => Score(task.Rows, fold.Samples, fold.Outputs, fold.Thresholds)).ToArray();
        var measured = _tasks.Select((task, i) => Measure(final[i], task.Rows, shown)).ToArray();
        return new(final, [.. _tasks.Select((task, i) => new TaskResult
        {
            Task = task.Rows.Task,
            Classes = task.Rows.Classes,
            Parts = measured[i].Figures,
            Answers = Answers(task.Rows, measured[i].Answers, folds?[i]),
            Thresholds = final[i].Thresholds,
            CrossValidated = heldOut is null ? null : Evaluate(task.Rows, heldOut[i], folds: true),
            HeldOut = heldOut?[i],
            WeightDecay = heads[i].WeightDecay,
            Epochs = tuned is null ? heads[i].Epochs : _stages!.EpochsFor(split.Train),
        })], tuned);
    }

    /// <summary>Trains fold models alone.</summary>
    /// <param name="folds">The folds, by the numbers that their trainings are named by.</param>
    /// <param name="cancellationToken">Stops after saving what was done.</param>
    public IReadOnlyList<FoldModel> RunFolds(IReadOnlyList<(int Number, Fold Fold)> folds, CancellationToken cancellationToken)
    {
        Prepare(folds.Count);
        return CrossValidate(folds, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tasks.ForEach(task => task.Trainer.Dispose());
        _stages?.Dispose();
    }

    private void Prepare(int models)
    {
        NoteSeenBefore();
        var training = new TrainProgress(progress, Pieces(split.Dataset, options, suffix is { Plan.FromScratch: true }) * models, AfterStep);
        var ofHeads = suffix is null ? options : options.ForHeadsBeforeStages();
        foreach (var task in split.Dataset.Tasks.Select(task => TaskRows.Of(split.Dataset, task)))
        {
            CheckLabels(task);
            _tasks.Add((task, new(split.Dataset, taps.Narrow(task.Task.Name, features), taps.Grid(task.Task.Name), variants, task, ofHeads, Start(task), checkpoints, training)));
        }

        if (suffix is not null)
        {
            _stages = new(suffix, features, adapter, variants, options, checkpoints, training);
            _tuner = new(split.Dataset, _stages, (piece, samples, token) => ToTuned(TrainHeads("." + piece, samples, [], token), samples), options);
        }
    }

    private TrainedHead[] TrainHeads(string suffixOfName, IReadOnlyList<int> train, IReadOnlyList<int> dev, CancellationToken cancellationToken) =>
        [.. _tasks.Select(task => TrainHead(task.Rows, task.Trainer, suffixOfName, train, dev, cancellationToken)).Select(head => head with { Model = taps.Widen(head.Model) })];

    private TrainedHead TrainHead(TaskRows rows, HeadTrainer trainer, string suffixOfName, IReadOnlyList<int> train, IReadOnlyList<int> dev, CancellationToken cancellationToken) =>
        suffix is { Plan.FromScratch: true }
            ? trainer.Untrained(rows.Task.Name + suffixOfName, train, options.WeightDecay ?? ScratchDefaults.HeadDecay, _stages!.EpochsFor(train))
            : trainer.Train(rows.Task.Name + suffixOfName, train, dev, cancellationToken);

    private TunedModel? Tune(string piece, IReadOnlyList<TrainedHead> heads, IReadOnlyList<int> samples, CancellationToken cancellationToken) =>
        _tuner?.Train(piece, ToTuned(heads, samples), samples, cancellationToken);

    private TunedHead[] ToTuned(IReadOnlyList<TrainedHead> heads, IReadOnlyList<int> samples) =>
    [
        .. heads.Zip(_tasks, (head, task) => new TunedHead(
            variants.Spread(task.Rows),
            // The head that it starts from has its batch norm folded in.
            task.Trainer.Plan(options.Head with { BatchNormalization = false }, features.Columns, head.Model.Grid),
            head.Model with { OwnAdapter = OwnAdapter(task.Rows, samples) }, head.WeightDecay, task.Trainer.ClassWeights(task.Rows.Labelled(samples)))),
    ];

    /// <summary>The start of a task's own adapter; null where it has none.</summary>
    private AdapterModel? OwnAdapter(TaskRows task, IReadOnlyList<int> samples) => options.OwnAdapters.TryGetValue(task.Task.Name, out var width)
        ? AdapterModel.Identity(FeatureScaler.Fit(features, variants.With(task.Labelled(samples))), width, AdapterNames.Of(task.Task.Name), options.Seed)
        : null;

    private void CheckLabels(TaskRows task)
    {
        var labelled = task.Labelled(split.Train);
        var classes = labelled.Select(row => task.Labels[row]).Distinct().Count();
        if (labelled.Count == 0 || (task.Task.Kind is TaskKind.Classification or TaskKind.Ordinal && classes < 2))
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

        return task.Task.Kind is TaskKind.Classification or TaskKind.MultiLabel ? start.WithClasses(task.Classes)
            // Levels that came in between would change what every bias says.
            : start.Classes.SequenceEqual(task.Classes) ? start : null;
    }

    private RunAnswers Answers(TaskRows task, IEnumerable<(IReadOnlyList<int> Rows, float[] Outputs)> model, FoldOutputs? folds)
    {
        var images = split.Dataset.Samples.Count;
        return new(
            RunAnswers.Place(images, task.Outputs, model),
            folds is null ? [] : RunAnswers.Place(images, task.Outputs, (folds.Samples, folds.Outputs)),
            folds is { Thresholds.Count: > 0 } ? RunAnswers.Place(images, task.Classes.Count, (folds.Samples, [.. folds.Thresholds.Select(value => (float)value)])) : []);
    }

    private (Dictionary<SplitName, TaskEvaluation> Figures, List<(IReadOnlyList<int> Rows, float[] Outputs)> Answers) Measure(
        HeadModel head, TaskRows task, FeatureMatrix shown)
    {
        var figures = new Dictionary<SplitName, TaskEvaluation>();
        var answers = new List<(IReadOnlyList<int> Rows, float[] Outputs)>();
        using var predictor = new HeadPredictor(head);
        foreach (var part in Enum.GetValues<SplitName>())
        {
            var rows = part == SplitName.Train ? task.Labelled(split[part]) : Unseen(task, split[part]);
            if (rows.Count > 0)
            {
                var outputs = predictor.Predict(shown, rows);
                answers.Add((rows, outputs));
                var figure = Evaluate(task, Score(task, rows, outputs, head.Thresholds), folds: false);
                figures.Add(part, part == SplitName.Dev && options.Keep == Keep.Best ? figure.AsSelected() : figure);
            }
        }

        return (figures, answers);
    }

    private FoldModel[] CrossValidate(IReadOnlyList<(int Number, Fold Fold)> folds, CancellationToken cancellationToken)
    {
        var heads = new TrainedHead[folds.Count][];
        Parallel.For(0, folds.Count, new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, index =>
        {
            var (number, fold) = folds[index];
            // What would be chosen on dev is chosen on a part of the fold's own training rows.
            var inner = options.Keep == Keep.Best
                ? FoldSplitter.Split(split.Dataset, fold.Train, HeadDefaults.SelectionFolds, options.Seed)[0]
                : new Fold(fold.Train, []);
            heads[index] = TrainHeads(Name(number), inner.Train, inner.HeldOut, cancellationToken);
        });

        return [.. folds.Zip(heads, (fold, ofFold) => Finish(fold.Number, fold.Fold, ofFold, cancellationToken))];
    }

    /// <summary>Trains the stages of a fold's model and asks it for its answers.</summary>
    private FoldModel Finish(int number, Fold fold, TrainedHead[] heads, CancellationToken cancellationToken)
    {
        var tuned = Tune("stages" + Name(number), heads, fold.Train, cancellationToken);
        var shown = tuned is null ? features : _stages!.Features(tuned, fold.HeldOut, cancellationToken);
        HeadModel[] models = [.. tuned?.Heads ?? heads.Select(head => head.Model)];
        return new(
            [.. _tasks.Select((task, i) =>
            {
                using var predictor = new HeadPredictor(models[i]);
                var rows = Unseen(task.Rows, fold.HeldOut);
                return new FoldOutputs(rows, predictor.Predict(shown, rows), [.. rows.SelectMany(_ => models[i].Thresholds)]);
            })],
            (tuned?.Parameters ?? 0) + (tuned?.TrainedAdapter?.Parameters ?? 0) + models.Sum(model => model.Parameters));
    }

    private static string Name(int number) => FormattableString.Invariant($".fold-{number + 1}");

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

    private ScoredRows Score(TaskRows task, IReadOnlyList<int> rows, float[] outputs, IReadOnlyList<double> thresholds)
    {
        var samples = split.Dataset.Samples;
        string?[]? groups = rows.Any(row => samples[row].Group is not null) ? [.. rows.Select(row => samples[row].Group)] : null;
        return task.Score(outputs, [.. rows.Select(row => task.Labels[row]!.Value)], thresholds, groups);
    }

    private TaskEvaluation Evaluate(TaskRows task, ScoredRows rows, bool folds) => task.Rules.Evaluate(rows, new() { Seed = options.Seed }, folds);
}
