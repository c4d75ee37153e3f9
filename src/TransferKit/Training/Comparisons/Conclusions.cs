using TransferKit.Tasks;

namespace TransferKit.Training.Comparisons;

/// <summary>Says in words what a comparison tells.</summary>
internal static class Conclusions
{
    /// <summary>A sentence or two a task.</summary>
    public static IReadOnlyList<string> Of(ComparisonResult result) =>
        [.. result.Arms.Select(arm => arm.Task).Distinct().SelectMany(task => Of(result, task))];

    private static IEnumerable<string> Of(ComparisonResult result, LearningTask task)
    {
        var pairs = result.Pairs.Where(pair => pair.Task == task).ToList();
        var apart = pairs.Where(pair => pair.IsDistinguishable).ToList();
        var alike = pairs.Where(pair => !pair.IsDistinguishable).ToList();
        if (apart.Count > 0)
        {
            yield return $"On '{task.Name}' {string.Join("; ", apart.Select(Better))} (p below 0.05 after correction for {result.Pairs.Count} comparisons).";
        }

        if (alike.Count > 0)
        {
            yield return $"On '{task.Name}' these photos do not tell apart: {string.Join("; ", alike.Select(pair => $"{pair.First} and {pair.Second}"))}. "
                + $"Of arms that cannot be told apart take the cheapest; more photos would narrow the intervals.";
        }
    }

    private static string Better(PairResult pair)
    {
        var more = pair.Difference!.Value.Value.Value > 0;
        var (better, worse) = more == pair.Task.MainMetric.HigherIsBetter ? (pair.First, pair.Second) : (pair.Second, pair.First);
        return FormattableString.Invariant($"{better} is better than {worse} by {Math.Abs(pair.Difference.Value.Value.Value):0.000}");
    }
}
