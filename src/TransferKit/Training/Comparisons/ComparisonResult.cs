namespace TransferKit.Training.Comparisons;

/// <summary>What came out of a comparison.</summary>
public sealed record ComparisonResult
{
    /// <summary>Every arm on every task: all arms of the first task, then of the next.</summary>
    public required IReadOnlyList<ArmResult> Arms { get; init; }

    /// <summary>Every pair of arms on every task, in the same order.</summary>
    public required IReadOnlyList<PairResult> Pairs { get; init; }

    /// <summary>The share of the most frequent class of each classification task, by name.</summary>
    public required IReadOnlyDictionary<string, double> Majority { get; init; }

    /// <summary>How many images have a label of each task, by name.</summary>
    public required IReadOnlyDictionary<string, int> Labelled { get; init; }

    /// <summary>How the gradients of the tasks of the first arm with several agree; null where stages with several tasks were not trained.</summary>
    public TaskAffinity? Affinity { get; init; }

    /// <summary>The smallest difference between tasks together and alone that matters (<see cref="ComparisonOptions.LeastGain"/>).</summary>
    /// <value>Default 0.02.</value>
    public double LeastGain { get; init; } = ComparisonOptions.StandardLeastGain;

    /// <summary>The folds of each seed.</summary>
    public required int Folds { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>What the user should know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What can be told apart and what cannot, in sentences.</summary>
    public IReadOnlyList<string> Conclusions => Comparisons.Conclusions.Of(this);
}
