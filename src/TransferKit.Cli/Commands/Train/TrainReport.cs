using TransferKit.Cli.Commands.Shared;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Tasks.Contracts;
using TransferKit.Training;
using TransferKit.Training.Depth;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What came of a training, for people and scripts.</summary>
internal sealed record TrainReport
{
    /// <summary>The model file.</summary>
    public required string Model { get; init; }

    /// <summary>The split file.</summary>
    public required string SplitFile { get; init; }

    /// <summary>The data folder or table.</summary>
    public required string Data { get; init; }

    /// <summary>How many images each part holds.</summary>
    public required IReadOnlyDictionary<SplitName, int> Parts { get; init; }

    /// <summary>Images that could not be used, relative to the data's root, with reasons.</summary>
    public required IReadOnlyList<QuarantinedDocument> Quarantined { get; init; }

    /// <summary>The backbone's name.</summary>
    public required string Backbone { get; init; }

    /// <summary>What was trained again, such as <c>head</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The stages that were trained, or null.</summary>
    public RetrainedStages? Retrained { get; init; }

    /// <summary>The adapter that all heads share, or null.</summary>
    public TrainedAdapter? Adapter { get; init; }

    /// <summary>How many values were trained.</summary>
    public required long Parameters { get; init; }

    /// <summary>What 'auto' tried; empty for other modes.</summary>
    public IReadOnlyList<TriedCandidate> Tried { get; init; } = [];

    /// <summary>How training images were changed; null where they were not.</summary>
    public required AugmentationDocument? Augmentation { get; init; }

    /// <summary>The strength of mixup; 0 for none.</summary>
    public required double MixUp { get; init; }

    /// <summary>The strength of cutmix; 0 for none.</summary>
    public double CutMix { get; init; }

    /// <summary>What the training chose by itself, a line each.</summary>
    public required IReadOnlyList<string> Chosen { get; init; }

    /// <summary>What the user should know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The figures.</summary>
    public required IReadOnlyList<TaskFigures> Tasks { get; init; }

    /// <summary>How often dev and test have been looked at.</summary>
    public required LookCounts Looks { get; init; }

    /// <summary>Durations.</summary>
    public required SecondsDocument Seconds { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The threads.</summary>
    public required int Threads { get; init; }

    /// <summary>The passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>What came of the limits of the contract.</summary>
    public IReadOnlyList<LimitResult> Limits { get; init; } = [];

    /// <summary>What came of the gates.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Sums a run up.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="total">How long it all took, reading the data included.</param>
    public static TrainReport Of(TransferRun run, TrainOptions options, TimeSpan total)
    {
        var (split, dataset) = (run.Split, run.Split.Dataset);
        var tasks = run.Tasks.Select(TaskFigures.Of).ToList();
        return new()
        {
            Model = options.Out,
            SplitFile = options.SplitOut,
            Data = options.Data,
            Parts = Enum.GetValues<SplitName>().ToDictionary(part => part, part => split[part].Count),
            Quarantined = QuarantinedDocument.Of(dataset),
            Backbone = run.Backbone.Id,
            Mode = run.Options.Retrain.Mode,
            Retrained = run.Retrained,
            Adapter = run.Adapter,
            Parameters = run.Parameters,
            Tried = run.Tried,
            Augmentation = AugmentationDocument.Of(run.Options, dataset.Samples.Count),
            MixUp = run.Options.MixUp,
            CutMix = run.Options.CutMix,
            Chosen = [.. run.Tasks.Select(task => Choice(task, run)), .. Choices(run)],
            Notes = [.. dataset.Notes, .. run.Notes],
            Tasks = tasks,
            Looks = run.Looks,
            Seconds = new(run.Seconds.Decode, run.Seconds.Features, run.Seconds.Train, total.TotalSeconds),
            Seed = run.Options.Seed,
            Threads = run.Options.Threads,
            Epochs = run.Tasks.Max(task => task.Epochs),
            Gates = Shared.Gates.Check(options.Gates, tasks),
        };
    }

    private static IEnumerable<string> Choices(TransferRun run)
    {
        if (run.Retrained is { } stages && run.Options.Stages.Share is null && run.Backbone.IsPretrained)
        {
            yield return FormattableString.Invariant(
                $"for the stages: {stages.Share:P0} of the way from the pretrained weights to the trained ones (on a fifth of the training images)");
        }

        if (run is { Retrained: null, Adapter: { } adapter } && run.Options.Stages.Share is null)
        {
            yield return FormattableString.Invariant(
                $"for the adapter: {adapter.Share:P0} of the way from the plain heads to the trained ones (on a fifth of the training images)");
        }

        if (run.Retrained is { } found && run.Options.FindLearningRate)
        {
            yield return FormattableString.Invariant($"for the stages: learning rate {found.LearningRate:G2} (a range test of {found.RateSearch.Count} steps)");
        }
    }

    private static string Choice(TaskResult task, TransferRun run)
    {
        var decay = run.Options.WeightDecay is not null ? "as given"
            : run.Backbone.IsPretrained ? "by cross-validation inside the training part"
            : "the default from scratch";
        return FormattableString.Invariant($"for '{task.Task.Name}': weight decay {task.WeightDecay} ({decay}), ")
            + $"{task.Epochs} epochs ({(run.Options.Epochs is null ? "from the number of images" : "as given")})";
    }
}
