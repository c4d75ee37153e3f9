using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Runs;
using TransferKit.Training.Heads;
using TransferKit.Training.Suffixes;

namespace TransferKit.Training;

/// <summary>What every training begins with: options checked against the backbone, the work folder opened, then the features.</summary>
internal sealed class TrainingWork : IDisposable
{
    private readonly Backbone _backbone;
    private readonly DatasetSplit _split;
    private readonly FineTuneOptions _options;
    private readonly VariantRows _variants;
    private readonly FeatureExtractor _extractor;
    private readonly List<string> _notes;

    /// <summary>Checks everything that can be known before images are read.</summary>
    /// <exception cref="InvalidOptionsException">There are no such stages, they need too much memory, or resuming with other options.</exception>
    /// <exception cref="StorageException">The work folder cannot be written.</exception>
    public TrainingWork(Backbone backbone, DatasetSplit split, FineTuneOptions options)
    {
        (_backbone, _split, _options) = (backbone, split, options);
        Previous = ArtifactMetadata.IsIn(backbone.Model) ? ArtifactMetadata.Read(backbone.Model) : null;
        Spec = SpecOf(backbone);
        Plan = SuffixPlan.Of(options.Retrain, backbone.Stages, Spec, options.StageNormalization);
        _variants = new VariantRows(split.Dataset.Samples.Count, Augmented(split, options), options.Variants);
        Plan?.CheckMemory(_variants.Rows, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        _extractor = new FeatureExtractor(
            backbone, Plan?.Extracted ?? Spec, new() { Threads = options.Threads, CacheFolder = options.CacheFolder, Time = options.Time });
        try
        {
            Checkpoints = options.WorkFolder is { } folder ? WorkFolder.Open(folder, Identity(_extractor, backbone, split, options), options.Resume) : null;
        }
        catch
        {
            _extractor.Dispose();
            throw;
        }

        _notes = [.. backbone.Notes, .. split.Notes, .. NotesOnNormalization(options, Plan)];
    }

    /// <summary>What a saved model that is trained on tells of itself; null for other backbones.</summary>
    public ArtifactMetadata? Previous { get; }

    /// <summary>What the heads read of the backbone.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Which stages are trained; null for none.</summary>
    public SuffixPlan? Plan { get; }

    /// <summary>Where checkpoints are kept, or null.</summary>
    public CheckpointFolder? Checkpoints { get; }

    /// <summary>Says so where there was nothing to resume from.</summary>
    public IReadOnlyList<string> NotesOnResuming => _options.Resume && Checkpoints is { Continues: false }
        ? [$"No checkpoint was in '{Checkpoints.Path}' to resume from, so the training began anew."]
        : [];

    /// <summary>What decoding and the frozen part took.</summary>
    public FeatureSeconds Seconds { get; private set; }

    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Computes what is read of the images, or finds it in the cache.</summary>
    public async Task<FineTuneJob> ExtractAsync(IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var features = await _extractor.ExtractAsync(
            _variants.Items(_split.Dataset.Samples), new(_options.Augmentation, _options.Seed), progress, cancellationToken).ConfigureAwait(false);
        Seconds = features.Seconds;
        _notes.AddRange(features.Notes);
        var suffix = Plan is null ? null : new SuffixData(features.Matrix, Plan, features.Matrix.Columns - (int)Tensors.Count(Plan.CutShape));
        return new(
            _split, suffix?.Heads() ?? features.Matrix, _variants, suffix, _options, Checkpoints, progress,
            Starts(_backbone, Previous), Previous?.TrainingImages ?? SeenImages.None);
    }

    /// <inheritdoc/>
    public void Dispose() => _extractor.Dispose();

    /// <summary>What heads read of a backbone: of a saved model, what its heads read.</summary>
    public static FeatureSpec SpecOf(Backbone backbone) =>
        ArtifactMetadata.IsIn(backbone.Model) ? ArtifactMetadata.Read(backbone.Model).Features : FeatureSpec.Default(backbone);

    /// <summary>Labels included: a relabelled image makes another training.</summary>
    public static ContentHash LabelDigest(IEnumerable<ImageSample> samples) => ContentHash.OfParts(samples
        .Select(sample => $"{sample.Content} {string.Join(' ', sample.Labels.Select(label => FormattableString.Invariant($"{label}")))}")
        .Order(StringComparer.Ordinal));

    /// <summary>The samples that a training learns from: those of the training part, and with folds those outside a given test part.</summary>
    private static IEnumerable<int> Augmented(DatasetSplit split, FineTuneOptions options) => options switch
    {
        { Augmentation.IsNone: true } => [],
        { Folds: 0 } => split.Train,
        _ => split.Train.Concat(split.Dataset.Folds(options.Folds, options.Seed).SelectMany(fold => fold.Train)),
    };

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

    private static Dictionary<string, HeadModel> Starts(Backbone backbone, ArtifactMetadata? previous) =>
        previous is null ? [] : HeadReader.Read(backbone.Model).ToDictionary(head => head.Task.Name);
}
