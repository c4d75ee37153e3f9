using TransferKit.Artifacts;
using TransferKit.Features;
using TransferKit.Graphs.Sessions;
using TransferKit.Graphs.Stages;
using TransferKit.Runs;
using TransferKit.Training.Adapters;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;

namespace TransferKit.Training.Suffixes;

/// <summary>Trains the last stages of the backbone, an adapter, or both, with the heads of all tasks, which were trained on the frozen backbone
/// before (Kumar et al. 2022, https://arxiv.org/abs/2202.10054).</summary>
/// <param name="data">What the stages and heads take.</param>
/// <param name="features">What the heads take before any training.</param>
/// <param name="adapter">An adapter that is trained on; null for none, or for a new one, as options say.</param>
/// <param name="variants">The rows of each sample.</param>
/// <param name="options">How to train.</param>
/// <param name="checkpoints">Where checkpoints are kept, or null.</param>
/// <param name="progress">Hears how far it is.</param>
internal sealed class SuffixTrainer(
    SuffixData data, FeatureMatrix features, AdapterModel? adapter, VariantRows variants, FineTuneOptions options, CheckpointFolder? checkpoints, TrainProgress progress) : IDisposable
{
    /// <summary>How much of the progress one training is, in pieces of <see cref="Heads.HeadTrainer"/>.</summary>
    public const int Pieces = 20;

    private readonly Optimizer _optimizer = Optimizer.Create(options.Optimizer);
    private SuffixNetwork? _network;

    /// <summary>The backbone's stages as they were.</summary>
    public StageList Stages => data.Plan.Stages;

    /// <summary>Trains on some samples.</summary>
    /// <param name="piece">The name of this training.</param>
    /// <param name="heads">The heads to start from, one a task.</param>
    /// <param name="samples">The samples to learn from; those without any label are left out.</param>
    /// <param name="cancellationToken">Stops between two nodes of a step, a checkpoint written.</param>
    public TunedModel Train(string piece, IReadOnlyList<TunedHead> heads, IReadOnlyList<int> samples, CancellationToken cancellationToken)
    {
        int[] labelled = [.. samples.Where(sample => heads.Any(head => head.Task.Labels[sample] is not null))];
        var rows = variants.With(labelled);
        var batches = Math.Max(1, (rows.Count + options.Batch - 1) / options.Batch);
        var start = adapter ?? (options.Adapter is { } width ? AdapterModel.Identity(FeatureScaler.Fit(features, rows), width, AdapterNames.Shared, options.Seed) : null);
        AdapterPlan[] adapters =
        [
            .. start is null ? Array.Empty<AdapterPlan>() : [new(AdapterNames.Shared, start.Features, start.Width, options.Head.Dropout)],
            .. heads.Index().Where(head => head.Item.Start.OwnAdapter is not null).Select(head => new AdapterPlan(
                AdapterNames.Of(head.Item.Task.Task.Name), head.Item.Start.OwnAdapter!.Features, head.Item.Start.OwnAdapter.Width, options.Head.Dropout)
            {
                Task = head.Index,
            }),
        ];
        var network = _network ??= new(
            data.Plan, [.. heads.Select(head => head.Plan)], adapters, (rows.Count + batches - 1) / batches, options.Batch, options.Weighting.NeedsGradients || options.Affinity is not null, _optimizer,
            new SessionSettings { Threads = options.Threads, Spinning = options.Threads > 1 });
        var settings = new SuffixSettings
        {
            Piece = piece,
            Rows = rows,
            Epochs = EpochsFor(labelled),
            Batches = batches,
            Optimizer = _optimizer,
            Schedule = options.Schedule,
            Adapter = start,
            Decays = [.. heads.Select(head => head.Decay)],
            LearningRate = options.LearningRate ?? (data.Plan.FromScratch
                ? _optimizer.DefaultLearningRate
                : SuffixDefaults.LearningRate(options.Optimizer, options.Stages.RelativeRates)),
            Weighting = options.Weighting,
            Affinity = options.Affinity,
            Sampler = options.Sampler,
            Stages = options.Stages,
            MixUp = options.MixUp,
            CutMix = options.CutMix,
            Threads = options.Threads,
            Seed = options.Seed,
        };
        IReadOnlyList<RateTrial> search = [];
        if (options.FindLearningRate)
        {
            var finder = new LearningRateFinder(network, data, heads, settings, checkpoints);
            search = finder.Search(cancellationToken);
            settings = settings with { LearningRate = finder.Find(search) };
        }

        new SuffixFit(network, data, heads, settings, checkpoints, options.Time).Run((step, steps) => progress.Report(piece, step, steps, Pieces), cancellationToken);
        return network.Take(heads) with
        {
            AdapterStart = adapter,
            TrainedAdapter = start is null ? null : new(start.Width, start.Parameters, 1),
            LearningRate = settings.LearningRate,
            RateSearch = search,
        };
    }

    /// <summary>The stages and heads before any training.</summary>
    /// <param name="piece">The name of the training that is not made.</param>
    /// <param name="heads">The heads, one a task.</param>
    /// <param name="inner">A training that was made.</param>
    public TunedModel AsTheyAre(string piece, IReadOnlyList<TunedHead> heads, TunedModel inner)
    {
        _network!.Start(heads, adapter);
        progress.Report(piece, 1, 1, Pieces);
        return _network.Take(heads) with
        {
            Adapter = adapter,
            AdapterStart = adapter,
            TrainedAdapter = inner.TrainedAdapter,
            LearningRate = inner.LearningRate,
            RateSearch = inner.RateSearch,
        };
    }

    /// <summary>The epochs for some samples.</summary>
    public int EpochsFor(IReadOnlyList<int> samples) => options.Epochs ?? (data.Plan.FromScratch
        ? ScratchDefaults.Epochs(variants.With(samples).Count, options.Batch)
        : SuffixDefaults.Epochs(variants.With(samples).Count, samples.Count, options.Batch));

    /// <summary>What the heads read of images after the training; rows that are not asked for may be anything.</summary>
    public FeatureMatrix Features(TunedModel tuned, IReadOnlyCollection<int> rows, CancellationToken cancellationToken)
    {
        var pooled = Pooled(tuned, rows, cancellationToken);
        return tuned.Adapter is { } trained ? AdapterPredictor.Apply(trained, pooled, rows) : pooled;
    }

    private FeatureMatrix Pooled(TunedModel tuned, IReadOnlyCollection<int> rows, CancellationToken cancellationToken)
    {
        if (data.Plan.Cut is null)
        {
            return data.Heads();
        }

        using var stages = new TunedFeatures(data, tuned, options.Threads);
        return stages.Compute(rows, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _network?.Dispose();
}
