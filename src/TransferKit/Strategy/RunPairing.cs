using TransferKit.Datasets;
using TransferKit.Runs;

namespace TransferKit.Strategy;

/// <summary>Images that two runs were both asked about, in the same order, and neither was trained on.</summary>
/// <param name="On">What they are: <c>cv</c>, <c>test</c> or <c>dev</c>.</param>
/// <param name="First">Their places in the first run.</param>
/// <param name="Second">Their places in the second run.</param>
internal sealed record RunPairing(string On, IReadOnlyList<int> First, IReadOnlyList<int> Second)
{
    /// <summary>Whether fold models are asked.</summary>
    public bool ByFolds => On == "cv";

    /// <summary>The most telling images that both runs have; null where there are none with the same label.</summary>
    public static RunPairing? Find(RunTask task, RunRecord first, RunRecord second) =>
        Of("cv", task, first, second, null) ?? Of("test", task, first, second, SplitName.Test) ?? Of("dev", task, first, second, SplitName.Dev);

    private static RunPairing? Of(string on, RunTask task, RunRecord first, RunRecord second, SplitName? part)
    {
        var folds = part is null;
        var other = second[task.Name];
        var (place, otherPlace) = (task.Place(first), other.Place(second));
        // The same bytes may be in the data twice: each copy pairs with a copy.
        var there = other.Answered(second, folds).Where(image => folds || second.Images[image].Part == part)
            .GroupBy(image => (second.Images[image].Content, second.Images[image].Labels[otherPlace]))
            .ToDictionary(group => group.Key, group => new Queue<int>(group));
        var (left, right) = (new List<int>(), new List<int>());
        foreach (var image in task.Answered(first, folds).Where(image => folds || first.Images[image].Part == part))
        {
            if (there.TryGetValue((first.Images[image].Content, first.Images[image].Labels[place]), out var copies) && copies.TryDequeue(out var match))
            {
                left.Add(image);
                right.Add(match);
            }
        }

        return left.Count == 0 ? null : new(on, left, right);
    }
}
