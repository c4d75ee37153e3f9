using TransferKit.Evaluation;

namespace TransferKit.Training.Depth;

/// <summary>A way of training that the choice of the depth tried, or had no time for.</summary>
public sealed record TriedCandidate
{
    /// <summary>What it is called, such as <c>last:2</c>, or <c>head on every stage</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The mean loss (log loss; squared error over the variance for numbers; the error by a metric that the task names, where that is a mean
    /// over images) on held-out images of inner folds. It chose something:
    /// its interval is optimistic. Null where nothing was measured.</summary>
    public required Interval? Loss { get; init; }

    /// <summary>On how many inner folds it was measured.</summary>
    public required int Folds { get; init; }

    /// <summary>The seconds that were spent on it.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether it was chosen.</summary>
    public required bool Chosen { get; init; }

    /// <summary>Why it was tried no further; null where nothing stopped it.</summary>
    public required string? Note { get; init; }
}
