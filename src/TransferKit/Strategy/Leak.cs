using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Runs;

namespace TransferKit.Strategy;

/// <summary>A held-out image that is, or looks like, one that was learned from: its figure tells nothing about new images.</summary>
/// <param name="Learned">The image that was learned from.</param>
/// <param name="HeldOut">The held-out one.</param>
/// <param name="Part">The part that it is held out in.</param>
/// <param name="IsSameFile">Whether they are the same bytes; else they look alike (a difference hash of at most 4 bits apart).</param>
public sealed record Leak(string Learned, string HeldOut, SplitName Part, bool IsSameFile)
{
    private const int Distance = 4;

    /// <summary>The leaks of a run.</summary>
    public static IReadOnlyList<Leak> Find(RunRecord run)
    {
        int[] used = [.. run.Images.Index().Where(image => image.Item.Part is not null).Select(image => image.Index)];
        var byContent = used.GroupBy(image => run.Images[image].Content).Where(group => group.Count() > 1)
            .SelectMany(group => group.SelectMany((first, place) => group.Skip(place + 1).Select(second => (first, second))));
        var alike = HashNeighbours.Within([.. used.Select(image => run.Images[image].Hash)], Distance).Select(pair => (used[pair.First], used[pair.Second]));
        return [.. byContent.Concat(alike).Select(pair => Of(run, pair.Item1, pair.Item2)).OfType<Leak>().DistinctBy(leak => leak.HeldOut)];
    }

    private static Leak? Of(RunRecord run, int first, int second)
    {
        var (a, b) = (run.Images[first], run.Images[second]);
        var (learned, held) = a.Part == SplitName.Train ? (a, b) : (b, a);
        return learned.Part == SplitName.Train && held.Part != SplitName.Train ? new(learned.Name, held.Name, held.Part!.Value, a.Content == b.Content) : null;
    }
}
