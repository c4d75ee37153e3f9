using TransferKit.Training.Comparisons;

namespace TransferKit.MultiTask;

/// <summary>What sharing does to one task.</summary>
/// <param name="Task">Its name.</param>
/// <param name="Gain">How much better it is together than alone, in the task's metric; below 0 it is worse.</param>
/// <param name="Least">The smallest difference that matters, in the same unit.</param>
/// <param name="IsCertain">Whether together and alone can be told apart: by the paired interval, and after correction for all pairs.</param>
internal sealed record SharingEffect(string Task, double Gain, double Least, bool IsCertain)
{
    /// <summary>Whether it is worse together, by as much as matters.</summary>
    public bool Hurts => IsCertain && Gain < 0 && Matters;

    /// <summary>Whether it is better together, by as much as matters.</summary>
    public bool Helps => IsCertain && Gain > 0 && Matters;

    /// <summary>Whether there is a difference, but too small a one to act on.</summary>
    public bool IsSmall => IsCertain && !Matters;

    /// <summary>What a comparison says of each task that an arm trains and that was also trained alone.</summary>
    /// <param name="result">The comparison of <see cref="TaskSharing.Arms"/>, and of more arms.</param>
    /// <param name="arm">The arm in which tasks share.</param>
    public static IReadOnlyList<SharingEffect> Of(ComparisonResult result, string arm = TaskSharing.Together) =>
    [
        .. from pair in result.Pairs
           let alone = TaskSharing.AloneName(pair.Task.Name)
           where pair.Difference is not null && ((pair.First, pair.Second) == (arm, alone) || (pair.First, pair.Second) == (alone, arm))
           let metric = pair.Task.MainMetric
           let difference = pair.Difference!.Value
           let more = pair.First == arm ? difference.Value.Value : -difference.Value.Value
           // Shares are of one size; errors are in the user's units, so that only a share of the error itself can matter.
           let least = metric.HigherIsBetter ? result.LeastGain : result.LeastGain * (result.Arms.First(own => own.Task == pair.Task && own.Arm == alone).Value?.Value ?? 0)
           select new SharingEffect(pair.Task.Name, metric.HigherIsBetter ? more : -more, least, pair.IsDistinguishable && difference.IsDistinguishable),
    ];

    private bool Matters => Math.Abs(Gain) >= Least;
}
