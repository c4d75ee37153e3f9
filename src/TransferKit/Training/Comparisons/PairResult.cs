using TransferKit.Evaluation;
using TransferKit.Tasks;

namespace TransferKit.Training.Comparisons;

/// <summary>One arm less another on one task, over the same images and seeds.</summary>
public sealed record PairResult
{
    /// <summary>The first arm's name.</summary>
    public required string First { get; init; }

    /// <summary>The name of the arm that is taken from it.</summary>
    public required string Second { get; init; }

    /// <summary>The task.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>First minus second, with the p of this pair alone; null where it cannot be measured.</summary>
    public required Difference? Difference { get; init; }

    /// <summary>The p after Holm's correction for all pairs and tasks of the comparison.</summary>
    public required double? AdjustedP { get; init; }

    /// <summary>Other metrics by name, first minus second.</summary>
    public required IReadOnlyDictionary<string, Difference?> Others { get; init; }

    /// <summary>McNemar's exact test, where rows are independent: classes, one seed, no groups.</summary>
    public required McNemarTest? McNemar { get; init; }

    /// <summary>Whether the two can be told apart at the interval's level, all pairs considered.</summary>
    public bool IsDistinguishable => Difference is { } difference && AdjustedP <= 1 - difference.Value.Level;
}
