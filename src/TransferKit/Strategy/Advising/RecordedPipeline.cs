using TransferKit.Evaluation;
using TransferKit.Pipelines.Comparing;

namespace TransferKit.Strategy.Advising;

/// <summary>What <c>compare --pipeline --json</c> wrote.</summary>
internal sealed record RecordedPipeline
{
    /// <summary>The arms at every size, ascending.</summary>
    public required IReadOnlyList<RecordedSize> Curve { get; init; }

    /// <summary>Where one model overtakes.</summary>
    public required Crossover Crossover { get; init; }

    /// <summary>Where the errors arise.</summary>
    public required RecordedCeiling Ceiling { get; init; }

    /// <summary>What the arms cost; none where that was not measured.</summary>
    public required IReadOnlyList<RecordedCost> Costs { get; init; }

    /// <summary>The steps' names.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The folds of each seed.</summary>
    public required int Folds { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The arms with the most images to learn from.</summary>
    public RecordedSize Largest => Curve[^1];
}

/// <summary>The arms with so many images to learn from.</summary>
internal sealed record RecordedSize(int Images, IReadOnlyList<RecordedArm> Arms, IReadOnlyList<RecordedPair> Pairs);

/// <summary>The answer with steps replaced by the truth, and how often each step fails.</summary>
internal sealed record RecordedCeiling(
    Interval? AsItIs, IReadOnlyList<RecordedReplacement> Together, IReadOnlyList<RecordedReplacement> Alone, IReadOnlyList<StepFailures> Steps, string Advice);

/// <summary>The answer with a step replaced by the truth.</summary>
internal sealed record RecordedReplacement(string Step, Interval? Figure, Interval? Gain, bool Distinguishable, int Spoiled);

/// <summary>What an arm costs.</summary>
internal sealed record RecordedCost(string Arm, IReadOnlyDictionary<string, int> Labels, double Price, double TrainSeconds, double? PredictMilliseconds, long Bytes);
