using TransferKit.Features;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Sessions;
using TransferKit.Runs;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;

namespace TransferKit.Training.Suffixes;

/// <summary>Trains the last stages of the backbone with the heads of all tasks, which were trained on the frozen backbone before (Kumar et
/// al. 2022, https://arxiv.org/abs/2202.10054).</summary>
internal sealed class SuffixTrainer(
    SuffixData data, VariantRows variants, FineTuneOptions options, CheckpointFolder? checkpoints, TrainProgress progress) : IDisposable
{
    /// <summary>How much of the progress one training is, in pieces of <see cref="Heads.HeadTrainer"/>.</summary>
    public const int Pieces = 20;

    private readonly Optimizer _optimizer = Optimizer.Create(options.Optimizer);
    private SuffixNetwork? _network;

    /// <summary>Trains on some samples.</summary>
    /// <param name="piece">The name of this training.</param>
    /// <param name="heads">The heads to start from, one a task.</param>
    /// <param name="samples">The samples to learn from; those without any label are left out.</param>
    /// <param name="cancellationToken">Stops between two nodes of a step, a checkpoint written.</param>
    public TunedModel Train(string piece, IReadOnlyList<TunedHead> heads, IReadOnlyList<int> samples, CancellationToken cancellationToken)
    {
        var rows = variants.With([.. samples.Where(sample => heads.Any(head => head.Task.Labels[sample] is not null))]);
        var batches = Math.Max(1, (rows.Count + options.Batch - 1) / options.Batch);
        var network = _network ??= new(
            data.Plan, [.. heads.Select(head => head.Plan)], FirstBatch(rows.Count, batches), _optimizer,
            new SessionSettings { Threads = options.Threads, Spinning = options.Threads > 1 });
        var settings = new SuffixSettings
        {
            Piece = piece,
            Rows = rows,
            Epochs = EpochsFor(rows.Count),
            Batches = batches,
            Optimizer = _optimizer,
            Schedule = options.Schedule,
            LearningRate = options.LearningRate ?? SuffixDefaults.LearningRate(options.Optimizer),
            Threads = options.Threads,
            Seed = options.Seed,
        };
        new SuffixFit(network, data, heads, settings, checkpoints, options.Time).Run((step, steps) => progress.Report(piece, step, steps, Pieces), cancellationToken);
        return network.Take(heads);
    }

    /// <summary>The epochs for so many rows.</summary>
    public int EpochsFor(int rows) => options.Epochs ?? SuffixDefaults.Epochs(rows, options.Batch);

    /// <summary>What the heads read of images once the stages are trained; rows that are not asked for are zero.</summary>
    public FeatureMatrix Features(TunedModel tuned, IReadOnlyCollection<int> rows, CancellationToken cancellationToken)
    {
        using var features = new TunedFeatures(data, tuned, options.Threads);
        return features.Compute(rows, cancellationToken);
    }

    /// <summary>Where batches have statistics, the rows that one really has; else the most that any has.</summary>
    private int FirstBatch(int rows, int batches) =>
        data.Plan.Normalization == StageNormalization.BatchStatistics ? (rows + batches - 1) / batches : options.Batch;

    /// <inheritdoc/>
    public void Dispose() => _network?.Dispose();
}
