using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Tasks;
using TransferKit.Training.Adapters;
using TransferKit.Training.Heads;
using TransferKit.Training.Suffixes;
using TransferKit.Training.Weighting;

namespace TransferKit.Training;

/// <summary>What every training begins with: options checked against the backbone, the work folder opened, then the features.</summary>
internal sealed class TrainingWork : IDisposable
{
    private readonly Backbone _backbone;
    private readonly DatasetSplit _split;
    private readonly FineTuneOptions _options;
    private readonly HeadTaps _taps;
    private readonly VariantRows _variants;
    private readonly FeatureExtractor _extractor;
    private readonly List<string> _notes;
    private FeatureMatrix? _features;

    /// <summary>Checks everything that can be known before images are read.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="split">The data and their split.</param>
    /// <param name="options">How to train; the depth is given or was chosen.</param>
    /// <param name="checkpoints">Where checkpoints are kept, or null.</param>
    /// <param name="spec">What all heads read; null for <see cref="HeadTaps.Of"/>.</param>
    /// <exception cref="InvalidOptionsException">There are no such stages, or they need too much memory.</exception>
    public TrainingWork(Backbone backbone, DatasetSplit split, FineTuneOptions options, CheckpointFolder? checkpoints, FeatureSpec? spec = null)
    {
        options = backbone.IsPretrained ? options : ScratchDefaults.Adapt(options);
        (_backbone, _split, _options, Checkpoints) = (backbone, split, options, checkpoints);
        CheckWeighting(split, options);
        CheckCosts(split.Dataset);
        CheckBoxes(backbone, split, options);
        Previous = ArtifactMetadata.IsIn(backbone.Model) ? ArtifactMetadata.Read(backbone.Model) : null;
        _taps = spec is null ? TapsOf(backbone, split, options) : HeadTaps.All(spec);
        Adapter = AdapterOf(backbone, options, _taps.Spec);
        _variants = Variants(backbone, split, options);
        CheckCells(backbone, Spec, _variants.Rows);
        Plan = PlanOf(backbone, options, Spec, _variants.Rows);
        _extractor = new FeatureExtractor(
            backbone, Plan?.Extracted ?? Spec, new() { Threads = options.Threads, CacheFolder = options.CacheFolder, Time = options.Time });
        _notes = [.. backbone.Notes, .. split.Notes, .. NotesOnNormalization(Plan)];
    }

    /// <summary>What a saved model that is trained on tells of itself; null for other backbones.</summary>
    public ArtifactMetadata? Previous { get; }

    /// <summary>The adapter of a saved model that is trained on; null for none.</summary>
    public AdapterModel? Adapter { get; }

    /// <summary>What the heads read of the backbone.</summary>
    public FeatureSpec Spec => _taps.Spec;

    /// <summary>Which stages are trained; null for none.</summary>
    public SuffixPlan? Plan { get; }

    /// <summary>Where checkpoints are kept, or null.</summary>
    public CheckpointFolder? Checkpoints { get; }

    /// <summary>Hears of every step of stages: the training's name, steps done, all steps.</summary>
    public Action<string, int, int>? AfterStep { get; init; }

    /// <summary>Says so where there was nothing to resume from.</summary>
    public IReadOnlyList<string> NotesOnResuming => _options.Resume && Checkpoints is { Continues: false }
        ? [$"No checkpoint was in '{Checkpoints.Path}' to resume from, so the training began anew."]
        : [];

    /// <summary>What decoding and the frozen part took.</summary>
    public FeatureSeconds Seconds { get; private set; }

    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Opens the work folder, or returns null where options name none. Options that cannot be followed leave it as it is.</summary>
    /// <exception cref="InvalidOptionsException">There are no such stages, they need too much memory, or resuming with other options.</exception>
    /// <exception cref="StorageException">The work folder cannot be written.</exception>
    public static CheckpointFolder? OpenFolder(Backbone backbone, DatasetSplit split, FineTuneOptions options)
    {
        SuffixPlan.RequireAllOfRandom(backbone, options.Retrain);
        CheckBoxes(backbone, split, options);
        var spec = TapsOf(backbone, split, options).Spec;
        AdapterOf(backbone, options, spec);
        var plan = options.Retrain.IsAuto ? null : PlanOf(backbone, options, spec, Variants(backbone, split, options).Rows);
        var key = FeatureKey.Of(backbone, plan?.Extracted ?? spec, new FeatureOptions().Batch);
        return options.WorkFolder is { } folder ? WorkFolder.Open(folder, Identity(key, backbone, split, options), options.Resume) : null;
    }

    /// <summary>Computes what is read of the images, or finds it in the cache.</summary>
    public async Task<FineTuneJob> ExtractAsync(IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        if (_features is null)
        {
            var extracted = await _extractor.ExtractAsync(
                _variants.Items(_split.Dataset.Samples), new(_options.Changes, _options.Seed), progress, cancellationToken).ConfigureAwait(false);
            Seconds = extracted.Seconds;
            _notes.AddRange(extracted.Notes);
            _features = extracted.Matrix;
        }

        var suffix = Plan is null ? null : new SuffixData(_features, Plan, _features.Columns - (int)Tensors.Count(Plan.CutShape));
        var features = suffix?.Heads() ?? _features;
        return Job(Adapter is null ? features : AdapterPredictor.Apply(Adapter, features, [.. Enumerable.Range(0, features.Rows)]), _taps, suffix, progress);
    }

    /// <summary>A job whose heads read some of what this one's read; no stages are trained.</summary>
    /// <param name="spec">Taps among those of <see cref="Spec"/>.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<FineTuneJob> ExtractAsync(FeatureSpec spec, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        using var whole = await ExtractAsync(progress, cancellationToken).ConfigureAwait(false);
        var widths = Spec.Taps.Select(tap => FeatureGraph.Width(_backbone.Stages, tap)).ToArray();
        int[] columns = [.. Spec.Taps.Index().Where(tap => spec.Taps.Contains(tap.Item)).SelectMany(tap => Enumerable.Range(widths[..tap.Index].Sum(), widths[tap.Index]))];
        return Job(_features!.SelectColumns(columns), HeadTaps.All(spec), null, progress);
    }

    /// <inheritdoc/>
    public void Dispose() => _extractor.Dispose();

    /// <summary>Labels included: a relabelled image makes another training.</summary>
    public static ContentHash LabelDigest(IEnumerable<ImageSample> samples) => ContentHash.OfParts(samples
        .Select(sample => $"{sample.Content} {string.Join(' ', sample.Labels.Select(label => FormattableString.Invariant($"{label}")))}")
        .Order(StringComparer.Ordinal));

    private static void CheckWeighting(DatasetSplit split, FineTuneOptions options)
    {
        if (options.Weighting == TaskWeighting.Equal)
        {
            return;
        }

        if (split.Dataset.Tasks is [var only])
        {
            throw new InvalidOptionsException($"'weighting' is '{options.Weighting}', and there is one task, '{only.Name}', with nothing to weigh it against: leave it out.");
        }

        options.Weighting.Check([.. split.Dataset.Tasks.Select(task => task.Name)]);
    }

    /// <summary>Costs that are for other classes are found before images are read.</summary>
    private static void CheckCosts(ImageDataset dataset)
    {
        foreach (var task in dataset.Tasks)
        {
            task.Costs?.For(dataset.ClassesOf(task));
        }
    }

    /// <summary>Checks that nothing is asked for that a task of a box cannot have.</summary>
    private static void CheckBoxes(Backbone backbone, DatasetSplit split, FineTuneOptions options)
    {
        if (split.Dataset.Tasks.FirstOrDefault(task => task.Kind == TaskKind.Box) is not { } box)
        {
            return;
        }

        void Refuse(bool given, string option, string why)
        {
            if (given)
            {
                throw new InvalidOptionsException($"'{option}' is not for the task '{box.Name}', which is one of a box: {why}");
            }
        }

        Refuse(options.MixUp > 0, "mixup", "between two pictures there is no box. Leave it out.");
        Refuse(options.CutMix > 0, "cutmix", "of two pictures there is no one box. Leave it out.");
        Refuse(options.Adapter is not null || options.OwnAdapters.Count > 0, "adapter", "a box is read of a map's cells, which an adapter would mix. Leave it out, or retrain stages.");
        Refuse(options.Retrain.IsAuto, "retrain auto", "it compares heads that read no map. Give the depth, such as last:1.");
        Refuse(
            backbone.Input.Resize != ResizeMode.Stretch, "resize",
            $"the backbone '{backbone.Id}' takes pictures by '{backbone.Input.Resize}', after which a box lies elsewhere in the picture. Load it with '{ResizeMode.Stretch}'.");
    }

    /// <summary>Checks that the cells of so many images, a standardised copy, and what is read of them can be kept in memory.</summary>
    private static void CheckCells(Backbone backbone, FeatureSpec spec, int rows)
    {
        if (!spec.Taps.Any(tap => tap.Pooling == Pooling.Grid))
        {
            return;
        }

        const int Copies = 3;
        var values = spec.Taps.Sum(tap => (long)FeatureGraph.Width(backbone.Stages, tap)) * rows;
        var available = Math.Min(Array.MaxLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Copies / sizeof(float));
        if (values > available)
        {
            throw new InvalidOptionsException(FormattableString.Invariant(
                $"The cells of {rows:N0} images and variants are {values / 1e6:N0} million values, more than the {available / 1e6:N0} million that may be kept here: use fewer images or variants, or let the box be found in fewer stages (--head-on)."));
        }
    }

    private static VariantRows Variants(Backbone backbone, DatasetSplit split, FineTuneOptions options)
    {
        var augmenter = new Augmenter(options.Changes, options.Seed, new(backbone.Input.Width, backbone.Input.Height, backbone.Input.Resize));
        return new(
            split.Dataset.Samples.Count, Augmented(split, options), options.VariantsOf(split.Dataset.Samples.Count),
            (sample, variant, box) => augmenter.Seen(box, split.Dataset.Samples[sample].Content, variant));
    }

    /// <summary>The samples that a training learns from: those of the training part, and with folds those outside a given test part.</summary>
    private static IEnumerable<int> Augmented(DatasetSplit split, FineTuneOptions options) => options switch
    {
        { Changes.IsNone: true } => [],
        { Folds: 0 } => split.Train,
        _ => split.Train.Concat(split.Dataset.Folds(options.Folds, options.Seed).SelectMany(fold => fold.Train)),
    };

    private static string[] NotesOnNormalization(SuffixPlan? plan) =>
        plan is { Normalization: not StageNormalization.Frozen, HasBatchNormalization: false }
            ? ["The retrained stages hold no batch normalisation (many files have it folded into the convolutions): "
                + $"training it ('{plan.Normalization}') changed nothing."]
            : [];

    private static HeadTaps TapsOf(Backbone backbone, DatasetSplit split, FineTuneOptions options) =>
        HeadTaps.Of(backbone, split.Dataset.Tasks, options);

    /// <summary>The adapter of a saved model that is trained on, or null.</summary>
    /// <exception cref="InvalidOptionsException">Options ask for another one, or for heads that it does not suit.</exception>
    private static AdapterModel? AdapterOf(Backbone backbone, FineTuneOptions options, FeatureSpec spec)
    {
        if (!ArtifactMetadata.IsIn(backbone.Model))
        {
            return null;
        }

        if (backbone.Model.Proto.Graph.Initializer.Any(constant => constant.Name.StartsWith(AdapterNames.OwnPrefix, StringComparison.Ordinal)))
        {
            throw new InvalidOptionsException($"'{backbone.Id}' holds adapters of single tasks, which cannot be trained on: train anew from its backbone.");
        }

        if (AdapterReader.Read(backbone.Model) is not { } adapter)
        {
            return null;
        }

        if (options.Adapter is { } width && width != adapter.Width)
        {
            throw new InvalidOptionsException(
                $"'adapter' is {width}, and '{backbone.Id}' holds an adapter of the width {adapter.Width}, which is trained on: give {adapter.Width}, or leave it out.");
        }

        return !options.Retrain.IsAuto && spec.Taps.SequenceEqual(ArtifactMetadata.Read(backbone.Model).Features.Taps) ? adapter : throw new InvalidOptionsException(
            $"'{backbone.Id}' holds an adapter of what its heads read; {(options.Retrain.IsAuto ? "'--retrain auto' would let them" : "they are to")} read other stages now, "
            + "which it does not know: train on from a model without an adapter, or leave the stages as they are.");
    }

    private FineTuneJob Job(FeatureMatrix features, HeadTaps taps, SuffixData? suffix, IProgress<ProgressReport>? progress) => new(
        _split, features, taps, Adapter, _variants, suffix, _options, Checkpoints, progress, Starts(taps), Previous?.TrainingImages ?? SeenImages.None)
    {
        AfterStep = AfterStep,
    };

    private static SuffixPlan? PlanOf(Backbone backbone, FineTuneOptions options, FeatureSpec spec, int rows)
    {
        var plan = SuffixPlan.Of(backbone, options, spec);
        plan?.CheckMemory(rows, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        return plan;
    }

    private static string Identity(ContentHash features, Backbone backbone, DatasetSplit split, FineTuneOptions options) => string.Join('\n', options.Recipe()
        .Select(entry => $"{entry.Key} {entry.Value}")
        .Prepend($"labels {LabelDigest(split.Dataset.Samples)}")
        .Prepend($"input-and-versions {features}")
        .Concat(options.TrainsShared ? [$"threads {options.Threads}"] : [])
        .Prepend($"tasks {string.Join(' ', split.Dataset.Tasks.Select(task => $"{task.Name}:{task.Kind}{(task.LogScale ? ":log" : "")}{(task.Metric is { } metric ? $":{metric}" : "")}{(task.Costs is { } costs ? $":{costs}" : "")}"))}")
        .Prepend($"split {split.Digest}")
        .Prepend($"backbone {backbone.Digest}"));

    private Dictionary<string, HeadModel> Starts(HeadTaps taps) =>
        Previous is null ? [] : HeadReader.Read(_backbone.Model).ToDictionary(head => head.Task.Name, head => taps.Narrow(head, _backbone));
}
