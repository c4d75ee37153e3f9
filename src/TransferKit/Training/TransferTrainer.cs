using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Training.Depth;

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
    /// <exception cref="InvalidDatasetException">A task has no labelled row to learn from; or held-out images are learned from and that is not allowed.</exception>
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
        if (split.Leaks > 0 && !options.AllowLeaks)
        {
            throw new InvalidDatasetException(
                $"{split.Leaks} images to learn from are near-duplicates of images in dev or test, or share a group with them: the figures would flatter. Move them to one part, let the images be "
                + "split anew, or allow it (--allow-leaks).",
                split.Dataset.Root);
        }

        var started = options.Time.GetTimestamp();
        var ledger = options.LedgerFolder is { } ledgerFolder ? new LookLedger(ledgerFolder) : null;
        // A damaged ledger is found now, not after hours of training.
        ledger?.Count(split.Digest);

        var checkpoints = TrainingWork.OpenFolder(backbone, split, options);
        var trainingStarted = options.Time.GetTimestamp();
        var choice = options.Retrain.IsAuto
            ? await DepthChooser.ChooseAsync(backbone, split.Dataset, split.Train, options, checkpoints, "choice", progress, cancellationToken).ConfigureAwait(false)
            : null;
        var folds = choice is null || options.Folds == 0
            ? null
            : await FoldTrainer.RunAsync(backbone, split, options, checkpoints, progress, cancellationToken).ConfigureAwait(false);
        using var work = new TrainingWork(backbone, split, choice is null ? options : choice.Apply(options) with { Folds = 0 }, checkpoints, choice?.Candidate.Spec);
        using var job = await work.ExtractAsync(progress, cancellationToken).ConfigureAwait(false);
        trainingStarted = choice is null ? options.Time.GetTimestamp() : trainingStarted;
        var result = await Task.Run(() => job.Run(folds?.Tasks, cancellationToken), cancellationToken).ConfigureAwait(false);

        var looks = CountLooks(split, options, result.Results, ledger, checkpoints?.Run);
        var seconds = new RunSeconds(
            work.Seconds.Decode, work.Seconds.Wall, options.Time.GetElapsedTime(trainingStarted).TotalSeconds,
            options.Time.GetElapsedTime(started).TotalSeconds);
        var content = new ArtifactContent
        {
            Stages = result.Tuned?.Apply(work.Plan!.Stages) ?? backbone.Stages,
            Input = backbone.Input,
            Features = work.Spec,
            Heads = result.Heads,
            Adapter = result.Tuned is { } trained ? trained.Adapter : work.Adapter,
            Metrics = [.. result.Results.SelectMany(Metrics)],
            Provenance = ProvenanceOf(backbone, split, options, choice),
            TrainingImages = SeenImages.Of(split.Train.Select(i => split.Dataset.Samples[i].Content)).Union(work.Previous?.TrainingImages ?? SeenImages.None),
        };
        return new(
            backbone, split, options, content, result.Results, looks, seconds,
            [.. work.Notes.Concat(work.NotesOnResuming).Concat(job.Notes).Concat(folds?.Notes ?? []).Concat(choice is null ? [] : DepthTrials.Notes(split.Dataset)).Distinct()],
            result.Tuned is { } tuned && work.Plan is { Cut: not null }
                ? new(work.Plan!.Stages[work.Plan.First].Name, tuned.Parameters, tuned.Share, tuned.LearningRate, tuned.RateSearch)
                : null)
        {
            Id = (checkpoints?.Run ?? $"{Guid.NewGuid():n}")[..RunRecorder.IdLength],
            Adapter = result.Tuned?.TrainedAdapter,
            Tried = choice?.Tried ?? [],
        };
    }

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

    private static Provenance ProvenanceOf(Backbone backbone, DatasetSplit split, FineTuneOptions options, DepthChoice? choice) => new()
    {
        Backbone = backbone.Id,
        BackboneDigest = backbone.Digest.Hex,
        BackboneLicence = backbone.Licence,
        DataDigest = ContentHash.OfParts(TrainingWork.LabelDigest(split.Train.Select(index => split.Dataset.Samples[index])).Hex, split.Digest.Hex).Hex,
        Recipe = choice is null ? options.Recipe() : new Dictionary<string, string>(options.Recipe()) { ["chosen"] = choice.Candidate.Name },
        Seed = options.Seed,
        Versions = new Dictionary<string, string>
        {
            ["transferkit"] = typeof(TransferTrainer).Assembly.GetName().Version!.ToString(3),
            ["onnxruntime"] = OnnxRuntimeLibrary.Version,
        },
    };
}
