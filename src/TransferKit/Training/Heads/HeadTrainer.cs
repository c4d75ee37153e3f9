using System.Collections.Concurrent;
using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Features;
using TransferKit.Graphs.Sessions;
using TransferKit.Runs;
using TransferKit.Tasks;
using TransferKit.Training.Optimizers;

namespace TransferKit.Training.Heads;

/// <summary>A head and what was chosen for it.</summary>
/// <param name="Model">The head.</param>
/// <param name="WeightDecay">The strength of weight decay, given or chosen.</param>
/// <param name="Epochs">The epochs it was trained for.</param>
internal sealed record TrainedHead(HeadModel Model, double WeightDecay, int Epochs);

/// <summary>Trains the head of one task on features: chooses the strength of regularisation inside the rows given, then fits them all.</summary>
internal sealed class HeadTrainer(
    ImageDataset dataset, FeatureMatrix features, GridFeatures? grid, VariantRows variants, TaskRows task, FineTuneOptions options, HeadModel? start,
    CheckpointFolder? checkpoints, TrainProgress progress) : IDisposable
{
    /// <summary>How many trainings <see cref="Train"/> makes at the most.</summary>
    public const int Pieces = 6;

    private readonly Optimizer _optimizer = Optimizer.Create(options.Optimizer);
    private readonly ConcurrentDictionary<int, ConcurrentBag<HeadNetwork>> _idle = [];

    /// <summary>Trains on some samples.</summary>
    /// <param name="piece">The name of this training in checkpoints and random streams.</param>
    /// <param name="samples">The samples to learn from; those without a label are left out.</param>
    /// <param name="dev">The samples that pick the epoch under <see cref="Keep.Best"/>.</param>
    /// <param name="cancellationToken">Stops at the end of an epoch.</param>
    public TrainedHead Train(string piece, IReadOnlyList<int> samples, IReadOnlyList<int> dev, CancellationToken cancellationToken)
    {
        var rows = task.Labelled(samples);
        var scaler = FeatureScaler.Fit(features, variants.With(rows));
        scaler = grid?.Shared(scaler) ?? scaler;
        var standardised = features with { Values = [.. features.Values] };
        scaler.Apply(standardised);
        var target = TargetScale.Of(task, rows);
        var data = new HeadData(standardised.Values, rows, target.Labels(variants.Spread(task)), ClassWeights(rows));
        var epochs = options.Epochs ?? HeadDefaults.Epochs(variants.With(rows).Count, options.Batch);
        var plan = Plan(options.Head, features.Columns, grid);

        var choice = Choose(piece, plan, data, scaler, target, epochs, cancellationToken);
        using var judge = options.Keep == Keep.Best ? MetricJudge.Of(task, target, choice.Answer, grid) : null;
        using var rented = Rent(plan, 1);
        var network = rented.Network;
        Fit(network, data, scaler, Settings($"{piece}.final", epochs, [choice.Decay]) with
        {
            KeepBestOn = options.Keep == Keep.Best ? task.Labelled(dev) : null,
            KeepBestBy = judge,
        }, cancellationToken);
        return new(
            new HeadModel
            {
                Task = task.Task,
                Classes = task.Classes,
                FeatureMean = scaler.Mean,
                FeatureScale = scaler.Scale,
                Layers = HeadExport.Layers(network, 0),
                Temperature = choice.Answer.Temperature,
                Thresholds = choice.Answer.Thresholds,
                TargetMean = target.Mean,
                TargetScale = target.Deviation,
                Grid = grid,
            },
            choice.Decay,
            epochs);
    }

    /// <summary>A head that has learned nothing yet, on features as they are: for stages that have not either.</summary>
    /// <param name="piece">The name of this training.</param>
    /// <param name="samples">The samples that it is to learn from.</param>
    /// <param name="decay">The strength of its weight decay.</param>
    /// <param name="epochs">The epochs it is to be trained for.</param>
    public TrainedHead Untrained(string piece, IReadOnlyList<int> samples, double decay, int epochs)
    {
        var target = TargetScale.Of(task, task.Labelled(samples));
        using var rented = Rent(Plan(options.Head with { BatchNormalization = false }, features.Columns, grid), 1);
        Initialize(rented.Network, task.Labelled(samples));
        progress.Report(piece, 1, 1, Pieces);
        return new(
            new HeadModel
            {
                Task = task.Task,
                Classes = task.Classes,
                FeatureMean = new float[features.Columns],
                FeatureScale = [.. Enumerable.Repeat(1f, features.Columns)],
                Layers = HeadExport.Layers(rented.Network, 0),
                TargetMean = target.Mean,
                TargetScale = target.Deviation,
                Grid = grid,
            },
            decay,
            epochs);
    }

    /// <summary>The form of the head's network.</summary>
    /// <param name="head">Its layers.</param>
    /// <param name="columns">How many features come in.</param>
    /// <param name="cells">The cells among them, where it reads some.</param>
    public HeadPlan Plan(HeadOptions head, int columns, GridFeatures? cells)
    {
        var form = cells is null ? default : new BoxGrid(cells.Rows, cells.Columns);
        return new(
            task.Rules.Loss(new(options.LabelSmoothing, options.RegressionLoss, form)), columns, task.Rules.Scores(task.Classes.Count) * Math.Max(1, form.Cells), head, cells)
        {
            SharesScore = task.Task.Kind == TaskKind.Ordinal,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in _idle.Values.SelectMany(networks => networks))
        {
            network.Dispose();
        }
    }

    /// <summary>Compares strengths on inner folds, by the metric that the task names, else by the loss, and fits temperature and thresholds on what the
    /// chosen one said of rows it had not seen.</summary>
    private (double Decay, HeadAnswer Answer) Choose(
        string piece, HeadPlan plan, HeadData data, FeatureScaler scaler, TargetScale target, int epochs, CancellationToken cancellationToken)
    {
        IReadOnlyList<double> strengths = options.WeightDecay is { } given ? [given]
            : task.Rules.Strengths is { } own ? own
            : _optimizer.DecouplesDecay ? HeadDefaults.DecoupledStrengths : HeadDefaults.Strengths;
        if (strengths is [var only] && task.Task.Kind == TaskKind.Box)
        {
            return (only, HeadAnswer.Plain);
        }

        var folds = FoldSplitter.Split(dataset, data.Rows, HeadDefaults.SelectionFolds, options.Seed);
        var used = data.Rows.Count > HeadDefaults.OneFoldAbove ? folds.Take(1) : folds;
        var heldOut = new List<int>();
        var outputs = strengths.Select(_ => new List<float>()).ToArray();
        using var rented = Rent(plan, strengths.Count);
        var network = rented.Network;
        foreach (var (number, fold) in used.Index())
        {
            Fit(network, data with { Rows = fold.Train }, scaler, Settings($"{piece}.choice-{number + 1}", epochs, strengths), cancellationToken);
            heldOut.AddRange(fold.HeldOut);
            foreach (var (candidate, predicted) in network.Predict(data.Features, fold.HeldOut).Index())
            {
                outputs[candidate].AddRange(predicted);
            }
        }

        if (heldOut.Count == 0)
        {
            return (strengths[strengths.Count / 2], HeadAnswer.Plain);
        }

        double[] labels = [.. heldOut.Select(row => data.Labels[row])];
        (float[] Scores, HeadAnswer Answer) Answered(List<float> values) => ([.. values], HeadAnswer.Fit(task.Task.Kind, [.. values], labels));
        var best = CandidateFigures.Best([new(
            [.. outputs.Select(values => MeanLoss(plan, data, heldOut, [.. values]))],
            MetricJudge.Errors(task, target, grid, outputs.Select(Answered), heldOut))]);
        return (strengths[best], Answered(outputs[best]).Answer);
    }

    private void Initialize(HeadNetwork network, IReadOnlyList<int> rows)
    {
        network.Initialize(options.Seed, "initial", task.Task.Name);
        if (task.Rules.StartBias([.. rows.Select(row => task.Labels[row]!.Value)], task.Classes.Count) is { } bias)
        {
            network.StartAt(bias);
        }
    }

    private void Fit(HeadNetwork network, HeadData data, FeatureScaler scaler, FitSettings settings, CancellationToken cancellationToken)
    {
        Initialize(network, data.Rows);
        if (start is not null && HeadExport.Fits(network.Plan, start))
        {
            HeadExport.Start(network, start, scaler);
        }

        new HeadFit(network, data with { Rows = [.. variants.With(data.Rows).Where(row => !double.IsNaN(data.Labels[row]))] }, settings, checkpoints, options.Time).Run(
            epoch => progress.Report(settings.Piece, epoch, settings.Epochs), cancellationToken);
    }

    /// <summary>A network that is not in use: deriving and loading its graphs takes longer than a small training.</summary>
    private Rented Rent(HeadPlan plan, int candidates)
    {
        var idle = _idle.GetOrAdd(candidates, _ => []);
        return new(
            idle.TryTake(out var network) ? network : new(plan, candidates, _optimizer, !_optimizer.DecouplesDecay, new SessionSettings()), idle);
    }

    private FitSettings Settings(string piece, int epochs, IReadOnlyList<double> decay) => new()
    {
        Piece = piece,
        Epochs = epochs,
        Batch = options.Batch,
        Optimizer = _optimizer,
        Schedule = options.Schedule,
        LearningRate = options.LearningRate ?? _optimizer.DefaultLearningRate,
        Decay = decay,
        MixUp = options.MixUp,
        Seed = options.Seed,
    };

    /// <summary>The weight of every row, for every class of some rows to weigh the same; null where all weigh the same.</summary>
    public double[]? ClassWeights(IReadOnlyList<int> rows)
    {
        if (!options.ClassWeights || task.Task.Kind != TaskKind.Classification)
        {
            return null;
        }

        var counts = rows.CountBy(row => (int)task.Labels[row]!.Value).ToDictionary();
        return variants.Spread([.. task.Labels.Select(label => label is { } index && counts.TryGetValue((int)index, out var count)
            ? rows.Count / ((double)counts.Count * count) : 0)]);
    }

    private static double MeanLoss(HeadPlan plan, HeadData data, IReadOnlyList<int> rows, float[] outputs) =>
        rows.Select((row, i) => plan.Loss.OfRow(outputs.AsSpan(i * plan.Outputs, plan.Outputs), data.Labels[row])).Average();

    /// <summary>A network in use; disposing gives it back.</summary>
    private readonly record struct Rented(HeadNetwork Network, ConcurrentBag<HeadNetwork> Idle) : IDisposable
    {
        public void Dispose() => Idle.Add(Network);
    }
}
