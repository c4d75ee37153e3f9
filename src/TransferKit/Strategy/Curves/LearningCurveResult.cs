namespace TransferKit.Strategy.Curves;

/// <summary>What came of measuring a learning curve.</summary>
public sealed record LearningCurveResult
{
    /// <summary>A curve a task, in the order of the tasks.</summary>
    public required IReadOnlyList<TaskCurve> Curves { get; init; }

    /// <summary>The share of the most frequent class of each classification task, by name.</summary>
    public required IReadOnlyDictionary<string, double> Majority { get; init; }

    /// <summary>The folds of each seed.</summary>
    public required int Folds { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>What the user should know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
