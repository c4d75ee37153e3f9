using TransferKit.Cli.Commands.Train;
using TransferKit.Datasets;
using TransferKit.MultiTask;
using TransferKit.Pipelines.Comparing;
using TransferKit.Strategy.Curves;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What <c>compare</c> was asked for.</summary>
internal sealed record CompareOptions : LearningOptions
{
    /// <summary>What is compared; none where tasks are.</summary>
    public required IReadOnlyList<ComparisonArm> Arms { get; init; }

    /// <summary>With <c>--tasks</c>, what they share; else null.</summary>
    public Retrain? Shared { get; init; }

    /// <summary>Whether the tasks that sharing hurts are taken out in one more arm, and have adapters of their own in another.</summary>
    public bool Separates { get; init; }

    /// <summary>The smallest difference between tasks together and alone that matters.</summary>
    public double LeastGain { get; init; } = ComparisonOptions.StandardLeastGain;

    /// <summary>With <c>--sizes</c>, the sizes of a learning curve; else null.</summary>
    public CurveSizes? Sizes { get; init; }

    /// <summary>With <c>--pipeline</c>, the file of its steps; else null.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Where the pipeline is written that is trained on all images, or null.</summary>
    public string? Save { get; init; }

    /// <summary>An error to tell the number of images for, or null.</summary>
    public double? TargetError { get; init; }

    /// <summary>The folds of each seed.</summary>
    public int Folds { get; init; }

    /// <summary>How many seeds, from the training's own on.</summary>
    public int Seeds { get; init; }

    /// <summary>The same for the library.</summary>
    public ComparisonOptions ToComparison(ImageDataset dataset) => new()
    {
        Arms = Shared is { } retrain ? TaskSharing.Arms(dataset, retrain) : [.. Arms.Select(ArmsText.WithNetwork)],
        Folds = Folds,
        Seeds = AllSeeds,
        MeasureAffinity = Shared is not null,
        LeastGain = LeastGain,
        Training = Training,
    };

    /// <summary>The learning curve, for the library.</summary>
    public LearningCurveOptions ToCurve(CurveSizes sizes) => new()
    {
        Sizes = sizes.Sizes,
        WithAll = sizes.WithAll,
        Folds = Folds,
        Seeds = AllSeeds,
        TargetError = TargetError,
        Training = Training,
    };

    /// <summary>The comparison with a pipeline, for the library.</summary>
    public PipelineComparisonOptions ToPipelineComparison() => new()
    {
        Sizes = Sizes?.Sizes ?? [],
        WithAll = Sizes?.WithAll ?? true,
        Folds = Folds,
        Seeds = AllSeeds,
        Training = Training,
        SaveTo = Save,
    };

    private int[] AllSeeds => [.. Enumerable.Range(0, Seeds).Select(number => unchecked(Training.Seed + number))];
}
