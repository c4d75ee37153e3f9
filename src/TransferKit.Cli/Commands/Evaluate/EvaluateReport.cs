using TransferKit.Artifacts;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tasks;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Cli.Commands.Evaluate;

/// <summary>How a model did on labelled images.</summary>
internal sealed record EvaluateReport
{
    /// <summary>The model file.</summary>
    public required string Model { get; init; }

    /// <summary>The images that could not be used.</summary>
    public required IReadOnlyList<QuarantinedDocument> Quarantined { get; init; }

    /// <summary>Whether the data's own test part was scored, as opposed to all of it.</summary>
    public required bool OnTestPart { get; init; }

    /// <summary>How many images were scored.</summary>
    public required int Images { get; init; }

    /// <summary>How many of the images the model was trained on.</summary>
    public required int SeenInTraining { get; init; }

    /// <summary>Whether those were scored too.</summary>
    public required bool IncludesSeen { get; init; }

    /// <summary>Whether the answers are means over images and their mirror images.</summary>
    public required bool TestTimeAugmentation { get; init; }

    /// <summary>The figures: of images that the model was trained on under train, of the others under test.</summary>
    public required IReadOnlyList<TaskFigures> Tasks { get; init; }

    /// <summary>How often these held-out images have been looked at, this time included.</summary>
    public required LookCounts Looks { get; init; }

    /// <summary>What came of the limits of the contract.</summary>
    public IReadOnlyList<LimitResult> Limits { get; init; } = [];

    /// <summary>What came of the gates.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Reads the data and scores the model.</summary>
    public static async Task<EvaluateReport> CreateAsync(
        Predictor model, IReadOnlyList<LearningTask> tasks, EvaluateOptions options, LookLedger ledger, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var dataset = await DataReader.ReadAsync(
            options.Data, options.Image, tasks, new DatasetOptions { MinimumClasses = 1 }, progress, cancellation);
        var onTestPart = dataset.Samples.Any(sample => sample.GivenSplit == SplitName.Test);
        var candidates = dataset.Samples.Where(sample => !onTestPart || sample.GivenSplit == SplitName.Test).ToList();
        var seen = candidates.Where(sample => model.Metadata.TrainingImages.Contains(sample.Content)).ToHashSet();
        var samples = candidates.Where(sample => options.IncludeSeen || !seen.Contains(sample)).ToList();
        if (samples.Count == 0)
        {
            throw new InvalidDatasetException(
                $"The model was trained on every one of the {seen.Count} images of '{options.Data}': nothing is left to score. "
                + "--include-seen scores them all the same.",
                options.Data);
        }

        var heldOut = HeldOut(dataset, onTestPart, seen);
        // A damaged ledger is found now, not after the work.
        var looks = ledger.Count(heldOut.Digest);
        var figures = await ModelScorer.ScoreAsync(model, tasks, dataset, samples, seen, progress, cancellation);
        if (samples.Any(sample => !seen.Contains(sample)))
        {
            looks = ledger.Add(heldOut.Digest, SplitName.Test, 1, "eval");
        }

        return new()
        {
            Model = options.Model,
            Quarantined = QuarantinedDocument.Of(dataset),
            OnTestPart = onTestPart,
            Images = samples.Count,
            SeenInTraining = seen.Count,
            IncludesSeen = options.IncludeSeen,
            TestTimeAugmentation = options.TestTimeAugmentation,
            Tasks = figures,
            Looks = looks,
            Gates = Shared.Gates.Check(options.Gates, figures),
        };
    }

    /// <summary>The split whose looks are counted: the data's own, as in training, else all that the model was not trained on as test.</summary>
    private static DatasetSplit HeldOut(ImageDataset dataset, bool onTestPart, HashSet<ImageSample> seen) => new(
        dataset,
        null,
        [.. dataset.Samples.Select(sample => onTestPart ? sample.GivenSplit : seen.Contains(sample) ? SplitName.Train : SplitName.Test)],
        []);
}
