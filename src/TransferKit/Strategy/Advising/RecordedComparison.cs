using System.Text.Json.Serialization;
using TransferKit.Evaluation;

namespace TransferKit.Strategy.Advising;

/// <summary>What <c>compare --json</c> wrote, as far as advice needs it.</summary>
internal sealed record RecordedComparison
{
    /// <summary>The arms, each on each task.</summary>
    public required IReadOnlyList<RecordedArm> Arms { get; init; }

    /// <summary>Their differences.</summary>
    public required IReadOnlyList<RecordedPair> Pairs { get; init; }

    /// <summary>How many images were compared on.</summary>
    public int Images { get; init; }

    /// <summary>What sharing does; null where tasks were not compared.</summary>
    public RecordedSharing? Sharing { get; init; }

    /// <summary>Where a model end to end overtakes a staged pipeline; null where they were not compared.</summary>
    public RecordedCrossover? Crossover { get; init; }

    /// <summary>One arm less another on a task, whichever of them stands first in the file; null where they were not compared.</summary>
    public (Interval Difference, bool IsDistinguishable)? Difference(string first, string second, string task) =>
        Pairs.FirstOrDefault(pair => pair.Task == task && ((pair.A, pair.B) == (first, second) || (pair.A, pair.B) == (second, first))) is not { Difference: { } found } pair ? null
            : pair.A == first ? (found, pair.Distinguishable)
            : (found with { Value = -found.Value, Low = -found.High, High = -found.Low }, pair.Distinguishable);
}

/// <summary>An arm on a task.</summary>
internal sealed record RecordedArm(string Name, string Task, string Metric, Interval? Value, double Seconds);

/// <summary>A difference of two arms on a task.</summary>
internal sealed record RecordedPair(string A, string B, string Task, [property: JsonRequired] Interval? Difference, bool Distinguishable);

/// <summary>What sharing does.</summary>
internal sealed record RecordedSharing(IReadOnlyDictionary<string, int> Labelled, IReadOnlyList<string> Hurt);

/// <summary>Where end to end overtakes.</summary>
/// <param name="Verdict"><c>end-to-end</c>, <c>staged</c>, <c>crossover</c> or <c>undecided</c>.</param>
/// <param name="Text">The same in a sentence.</param>
internal sealed record RecordedCrossover(string Verdict, string Text);
