using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Strategy;

/// <summary>How a run is diagnosed.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>The task; null for the first.</summary>
    /// <value>Default null.</value>
    public string? Task { get; init; }

    /// <summary>How well people do, in place of what the run knows; empty for what it knows.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<HumanLevel> Human { get; init; } = [];

    /// <summary>
    /// The smallest gap, or share of wrong labels, that matters. A gap is a verdict where its whole interval is as large; of wrong labels the estimate
    /// itself, where they are told from none. For numbers it is a share of the largest error.
    /// </summary>
    /// <value>Default 0.02; 0 to 1.</value>
    public double LeastGap { get; init; } = Ladder.StandardLeastGap;

    /// <exception cref="InvalidOptionsException">A value is out of its range.</exception>
    internal void Check()
    {
        if (LeastGap is not (>= 0 and <= 1))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'least-gap' is {LeastGap}; allowed: 0 to 1."));
        }
    }
}
