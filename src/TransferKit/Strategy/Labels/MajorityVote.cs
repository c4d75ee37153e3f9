using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Labels;

/// <summary>What several people say of an image together.</summary>
internal static class MajorityVote
{
    /// <summary>From how many people on there is a majority.</summary>
    public const int LeastLabellers = 3;

    /// <summary>The most frequent class; of sets each label by itself; of levels and numbers the median, the lower of two levels.</summary>
    /// <param name="task">The task.</param>
    /// <param name="votes">A label each; null for "I cannot tell", which is a vote as well.</param>
    /// <returns>Null where most cannot tell, or two classes are equally frequent.</returns>
    public static double? Of(RunTask task, IReadOnlyList<double?> votes)
    {
        if (task.Kind == TaskKind.Classification)
        {
            var counts = votes.GroupBy(vote => vote).Select(group => (group.Key, Count: group.Count())).OrderByDescending(group => group.Count).ToArray();
            return counts is [var first, var second, ..] && first.Count == second.Count ? null : counts[0].Key;
        }

        double[] known = [.. votes.OfType<double>().Order()];
        return (2 * known.Length <= votes.Count, task.Kind) switch
        {
            (true, _) => null,
            (_, TaskKind.MultiLabel) => LabelSet.Of(Enumerable.Range(0, task.Classes.Count).Where(label => 2 * known.Count(set => LabelSet.Contains(set, label)) > known.Length)),
            (_, TaskKind.Regression) => (known[(known.Length - 1) / 2] + known[known.Length / 2]) / 2,
            _ => known[(known.Length - 1) / 2],
        };
    }
}
