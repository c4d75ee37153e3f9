using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Training.Heads;
using TransferKit.Training.Suffixes;

namespace TransferKit.Training;

/// <summary>Fine-tunes a backbone for the tasks of a data set.</summary>
public static class TransferTrainer
{
    /// <summary>
    /// Computes the backbone's features once, trains a head a task on the training part, and measures every part of the split.
    /// </summary>
    /// <param name="backbone">The backbone, or a model saved by TransferKit to go on training.</param>
    /// <param name="split">The data and their split.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="progress">Takes reports of the phases <c>features</c>, <c>train</c> and <c>evaluate</c>.</param>
    /// <param name="cancellationToken">Stops after saving what was done to the cache and the work folder.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range, or resuming with other options.</exception>
    /// <exception cref="InvalidDatasetException">A task has no labelled row to learn from.</exception>
    /// <exception cref="InvalidImageException">An image cannot be decoded any more.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite.</exception>
    /// <exception cref="StorageException">Cache or work folder cannot be written.</exception>
    /// <exception cref="DamagedFileException">The ledger of looks, or a finished piece in the work folder, is damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<TransferRun> FineTuneAsync(
        Backbone backbone, DatasetSplit split, FineTuneOptions? options = null, IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        var started = options.Time.GetTimestamp();
        var previous = ArtifactMetadata.IsIn(backbone.Model) ? ArtifactMetadata.Read(backbone.Model) : null;
        var ledger = options.LedgerFolder is { } ledgerFolder ? new LookLedger(ledgerFolder) : null;
        // A damaged ledger is found now, not after hours of training.
        ledger?.Count(split.Digest);

        var spec = previous?.Features ?? FeatureSpec.Default(backbone);
        var plan = SuffixPlan.Of(options.Retrain, backbone.Stages, spec, options.StageNormalization);
        var variants = new VariantRows(split.Dataset.Samples.Count, Augmented(split, options), options.Variants);
        plan?.CheckMemory(variants.Rows, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        using var extractor = new FeatureExtractor(
            backbone, plan?.Extracted ?? spec, new() { Threads = options.Threads, CacheFolder = options.CacheFolder, Time = options.Time });
        var checkpoints = options.WorkFolder is { } folder ? WorkFolder.Open(folder, Identity(extractor, backbone, split, options), options.Resume) : null;
        var features = await extractor.ExtractAsync(
            variants.Items(split.Dataset.Samples), new(options.Augmentation, options.Seed), progress, cancellationToken).ConfigureAwait(false);
        var trainingStarted = options.Time.GetTimestamp();
        var suffix = plan is null ? null : new SuffixData(features.Matrix, plan, features.Matrix.Columns - (int)Tensors.Count(plan.CutShape));
        using var job = new FineTuneJob(
            split, suffix?.Heads() ?? features.Matrix, variants, suffix, options, checkpoints, progress, Starts(backbone, previous), previous?.TrainingImages ?? SeenImages.None);
        var result = await Task.Run(() => job.Run(cancellationToken), cancellationToken).ConfigureAwait(false);

        var looks = CountLooks(split, options, result.Results, ledger, checkpoints?.Run);
        var seconds = new RunSeconds(
            features.Seconds.Decode, features.Seconds.Wall, options.Time.GetElapsedTime(trainingStarted).TotalSeconds,
            options.Time.GetElapsedTime(started).TotalSeconds);
        var content = new ArtifactContent
        {
            Stages = result.Tuned?.Apply(plan!.Stages) ?? backbone.Stages,
            Input = backbone.Input,
            Features = spec,
            Heads = result.Heads,
            Metrics = [.. result.Results.SelectMany(Metrics)],
            Provenance = ProvenanceOf(backbone, split, options),
            TrainingImages = SeenImages.Of(split.Train.Select(i => split.Dataset.Samples[i].Content)).Union(previous?.TrainingImages ?? SeenImages.None),
        };
        return new(
            backbone, split, options, content, result.Results, looks, seconds,
            [.. backbone.Notes, .. split.Notes, .. features.Notes, .. NotesOnResuming(options, checkpoints), .. NotesOnNormalization(options, plan), .. job.Notes],
            (plan?.Stages[plan.First].Name, result.Tuned?.Parameters ?? 0));
    }

    /// <summary>The samples that a training learns from: those of the training part, and with folds those outside a given test part.</summary>
    private static IEnumerable<int> Augmented(DatasetSplit split, FineTuneOptions options) => options switch
    {
        { Augmentation.IsNone: true } => [],
        { Folds: 0 } => split.Train,
        _ => split.Train.Concat(split.Dataset.Folds(options.Folds, options.Seed).SelectMany(fold => fold.Train)),
    };

    private static string[] NotesOnResuming(FineTuneOptions options, CheckpointFolder? checkpoints) => options.Resume && checkpoints is { Continues: false }
        ? [$"No checkpoint was in '{checkpoints.Path}' to resume from, so the training began anew."]
        : [];

    private static string[] NotesOnNormalization(FineTuneOptions options, SuffixPlan? plan) =>
        plan is { Normalization: not StageNormalization.Frozen, HasBatchNormalization: false }
            ? ["The retrained stages hold no batch normalisation (many files have it folded into the convolutions): "
                + $"training it ('{options.StageNormalization}') changed nothing."]
            : [];

    private static string Identity(FeatureExtractor extractor, Backbone backbone, DatasetSplit split, FineTuneOptions options) => string.Join('\n', options.Recipe()
        .Select(entry => $"{entry.Key} {entry.Value}")
        .Prepend($"labels {LabelDigest(split.Dataset.Samples)}")
        .Prepend($"input-and-versions {extractor.Key}")
        .Concat(options.Retrain == Retrain.HeadOnly ? [] : [$"threads {options.Threads}"])
        .Prepend($"split {split.Digest}")
        .Prepend($"backbone {backbone.Digest}"));

    /// <summary>Labels included: a relabelled image makes another training.</summary>
    private static ContentHash TrainingDigest(DatasetSplit split) => LabelDigest(split.Train.Select(index => split.Dataset.Samples[index]));

    private static ContentHash LabelDigest(IEnumerable<ImageSample> samples) => ContentHash.OfParts(samples
        .Select(sample => $"{sample.Content} {string.Join(' ', sample.Labels.Select(label => FormattableString.Invariant($"{label}")))}")
        .Order(StringComparer.Ordinal));

    private static Dictionary<string, HeadModel> Starts(Backbone backbone, ArtifactMetadata? previous) =>
        previous is null ? [] : HeadReader.Read(backbone.Model).ToDictionary(head => head.Task.Name);

    private static LookCounts CountLooks(
        DatasetSplit split, FineTuneOptions options, IReadOnlyList<TaskResult> results, LookLedger? ledger, string? run)
    {
        var dev = split.Dev.Count == 0 ? 0 : options.Keep == Keep.Best ? results.Max(result => result.Epochs) : 1;
        var test = split.Test.Count == 0 ? 0 : 1;
        if (ledger is null)
        {
            return new(dev, test);
        }

        if (dev > 0)
        {
            ledger.Add(split.Digest, SplitName.Dev, dev, "train", run);
        }

        if (test > 0)
        {
            ledger.Add(split.Digest, SplitName.Test, test, "train", run);
        }

        return ledger.Count(split.Digest);
    }

    private static IEnumerable<ArtifactMetric> Metrics(TaskResult result) => result.Parts
        .Select(part => (Name: part.Key.ToText(), part.Value))
        .Concat(result.CrossValidated is { } cross ? [("cv", cross)] : [])
        .SelectMany(part => part.Value.Metrics.Where(metric => metric.Value is not null)
            .Select(metric => new ArtifactMetric(result.Task.Name, part.Name, metric.Key, metric.Value!.Value)));

    private static Provenance ProvenanceOf(Backbone backbone, DatasetSplit split, FineTuneOptions options) => new()
    {
        Backbone = backbone.Id,
        BackboneDigest = backbone.Digest.Hex,
        BackboneLicence = backbone.Card?.Licence,
        DataDigest = ContentHash.OfParts(TrainingDigest(split).Hex, split.Digest.Hex).Hex,
        Recipe = options.Recipe(),
        Seed = options.Seed,
        Versions = new Dictionary<string, string>
        {
            ["transferkit"] = typeof(TransferTrainer).Assembly.GetName().Version!.ToString(3),
            ["onnxruntime"] = OnnxRuntimeLibrary.Version,
        },
    };
}
