using TransferKit.Cli.Commands.Train;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What <c>compare</c> was asked for.</summary>
internal sealed record CompareOptions : LearningOptions
{
    /// <summary>What is compared.</summary>
    public required IReadOnlyList<ComparisonArm> Arms { get; init; }

    /// <summary>The folds of each seed.</summary>
    public int Folds { get; init; }

    /// <summary>How many seeds, from the training's own on.</summary>
    public int Seeds { get; init; }

    /// <summary>The same for the library.</summary>
    public ComparisonOptions ToComparison() => new()
    {
        Arms = [.. Arms.Select(ArmsText.WithNetwork)],
        Folds = Folds,
        Seeds = [.. Enumerable.Range(0, Seeds).Select(number => unchecked(Training.Seed + number))],
        Training = Training,
    };
}
