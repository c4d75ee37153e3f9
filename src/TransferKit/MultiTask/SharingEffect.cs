using TransferKit.Tasks.Kinds;
using TransferKit.Training.Comparisons;

namespace TransferKit.MultiTask;

/// <summary>What sharing does to one task.</summary>
/// <param name="Task">Its name.</param>
/// <param name="Gain">How much better it is together than alone, in the task's first figure; below 0 it is worse.</param>
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

    /// <summary>What a comparison of <see cref="TaskSharing.Arms"/> says of each task that it measured.</summary>
    public static IReadOnlyList<SharingEffect> Of(ComparisonResult result) =>
    [
        .. from pair in result.Pairs
           let alone = TaskSharing.AloneName(pair.Task.Name)
           where pair.First == TaskSharing.Together && pair.Second == alone && pair.Difference is not null
           let rules = KindRules.Of(pair.Task.Kind)
           let difference = pair.Difference!.Value
           // Shares are of one size; errors are in the user's units, so that only a share of the error itself can matter.
           let least = rules.HigherIsBetter ? result.LeastGain : result.LeastGain * (result.Arms.First(arm => arm.Task == pair.Task && arm.Arm == alone).Value?.Value ?? 0)
           select new SharingEffect(
               pair.Task.Name, rules.HigherIsBetter ? difference.Value.Value : -difference.Value.Value, least, pair.IsDistinguishable && difference.IsDistinguishable),
    ];

    private bool Matters => Math.Abs(Gain) >= Least;
}
