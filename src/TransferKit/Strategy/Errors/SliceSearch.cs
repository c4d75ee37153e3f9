using MathNet.Numerics.Distributions;
using TransferKit.Evaluation;
using TransferKit.Imaging;

namespace TransferKit.Strategy.Errors;

/// <summary>
/// Seeks groups of images, by one condition or two, whose error is larger than that of the others. Every group that was looked at counts in
/// the correction for multiplicity (Holm 1979), so that searching finds nothing where there is nothing.
/// </summary>
internal static class SliceSearch
{
    private const int LeastImages = 10;
    private const int Shown = 10;
    private const double MostAlike = 0.9;

    /// <summary>A condition and the held-out rows that meet it.</summary>
    private sealed record Condition(string Family, string Text, HashSet<int> Rows);

    /// <summary>Searches.</summary>
    /// <param name="rows">The held-out rows.</param>
    /// <param name="attributes">The attributes of every image of the run.</param>
    /// <param name="tags">Tags and the images of the run that have them.</param>
    public static IReadOnlyList<Slice> Search(HeldOutErrors rows, IReadOnlyList<ImageAttributes> attributes, IReadOnlyList<(string Tag, HashSet<int> Images)> tags)
    {
        var conditions = Conditions(rows, attributes, tags).Where(condition => IsLargeEnough(condition.Rows, rows)).ToList();
        var groups = conditions.Select(condition => (Conditions: new[] { condition.Text }, condition.Rows)).ToList();
        foreach (var (place, first) in conditions.Index())
        {
            groups.AddRange(conditions.Skip(place + 1).Where(second => second.Family != first.Family)
                .Select(second => (new[] { first.Text, second.Text }, first.Rows.Intersect(second.Rows).ToHashSet(), Smaller: Math.Min(first.Rows.Count, second.Rows.Count)))
                // Two conditions that hold for the same images say no more than one of them.
                .Where(group => IsLargeEnough(group.Item2, rows) && group.Item2.Count < MostAlike * group.Smaller).Select(group => (group.Item1, group.Item2)));
        }

        var ranks = Ranks(rows.Costs);
        var p = groups.Select(group => PValue(rows, ranks, group.Rows)).ToArray();
        var adjusted = HolmCorrection.Of(p);
        var found = new List<(Slice Slice, HashSet<int> Rows)>();
        foreach (var (place, group) in groups.Index().OrderBy(group => p[group.Index]).TakeWhile(group => p[group.Index] < 0.05))
        {
            // Of groups that are all but the same images, the surest is told.
            if (found.Count < Shown && !found.Exists(other => Alike(other.Rows, group.Rows)))
            {
                found.Add((new(
                    group.Conditions, group.Rows.Count, MeanOf(rows, group.Rows)!.Value,
                    Enumerable.Range(0, rows.Costs.Length).Where(row => !group.Rows.Contains(row)).Average(row => rows.Costs[row]), p[place], adjusted[place]), group.Rows));
            }
        }

        return [.. found.Select(slice => slice.Slice)];
    }

    /// <summary>The mean error of some rows.</summary>
    public static Interval? MeanOf(HeldOutErrors rows, IReadOnlyCollection<int> some)
    {
        int[] places = [.. some.Order()];
        var groups = places.Select(row => rows.Groups[row]).ToArray();
        return rows.IsBinary
            ? Proportion.Of([.. places.Select(row => rows.Costs[row] > 0)], new RowGroups(groups))
            : RowMean.Interval([.. places.Select(row => rows.Costs[row])], [.. groups.Select((group, place) => group ?? FormattableString.Invariant($"\0{place}"))]);
    }

    private static bool Alike(HashSet<int> first, HashSet<int> second)
    {
        var both = first.Count(second.Contains);
        return both > MostAlike * (first.Count + second.Count - both);
    }

    private static bool IsLargeEnough(HashSet<int> some, HeldOutErrors rows) => some.Count >= LeastImages && some.Count <= rows.Images.Length - LeastImages;

    private static IEnumerable<Condition> Conditions(
        HeldOutErrors rows, IReadOnlyList<ImageAttributes> attributes, IReadOnlyList<(string Tag, HashSet<int> Images)> tags)
    {
        IEnumerable<Condition> ByText(string family, Func<int, string?> text) => Enumerable.Range(0, rows.Images.Length)
            .Where(row => text(row) is not null).GroupBy(row => text(row)!).Select(group => new Condition(family, $"{family} is {group.Key}", [.. group]));

        var label = rows.Task.Kind is Tasks.TaskKind.Classification or Tasks.TaskKind.Ordinal ? ByText("label", rows.Given) : [];
        var byAttribute = ImageAttributes.All.SelectMany(attribute => Thirds(rows, attribute.Name, image => attribute.Value(attributes[image])));
        var byTag = tags.Select(tag => new Condition(
            tag.Tag, tag.Tag, [.. Enumerable.Range(0, rows.Images.Length).Where(row => tag.Images.Contains(rows.Images[row]))]));
        return [.. label, .. ByText("source", row => rows.Run.Images[rows.Images[row]].Source), .. byAttribute, .. byTag];
    }

    /// <summary>The lowest and the highest third of an attribute.</summary>
    private static IEnumerable<Condition> Thirds(HeldOutErrors rows, string name, Func<int, double> value)
    {
        int[] sorted = [.. Enumerable.Range(0, rows.Images.Length).OrderBy(row => value(rows.Images[row]))];
        var third = sorted.Length / 3;
        // Equal values on both sides of a border would make a third of nothing but chance.
        if (third > 0 && value(rows.Images[sorted[third - 1]]) < value(rows.Images[sorted[^third]]))
        {
            yield return new(name, $"{name} in the lowest third", [.. sorted[..third]]);
            yield return new(name, $"{name} in the highest third", [.. sorted[^third..]]);
        }
    }

    /// <summary>One-sided: hypergeometric (Fisher 1922) for right and wrong, else Mann and Whitney (1947) with ties.</summary>
    private static double PValue(HeldOutErrors rows, (double[] Ranks, double Ties) ranks, HashSet<int> some)
    {
        var (n, m) = (rows.Costs.Length, some.Count);
        if (rows.IsBinary)
        {
            var (errors, inside) = (rows.Costs.Count(cost => cost > 0), some.Count(row => rows.Costs[row] > 0));
            return inside == 0 ? 1 : Math.Min(1, 1 - Hypergeometric.CDF(n, errors, m, inside - 1));
        }

        var u = some.Sum(row => ranks.Ranks[row]) - (m * (m + 1) / 2.0);
        var variance = m * (double)(n - m) / 12 * (n + 1 - (ranks.Ties / ((double)n * (n - 1))));
        return variance <= 0 ? 1 : 1 - Normal.CDF(0, 1, (u - 0.5 - (m * (n - m) / 2.0)) / Math.Sqrt(variance));
    }

    private static (double[] Ranks, double Ties) Ranks(double[] values)
    {
        var (ranks, ties) = (new double[values.Length], 0.0);
        int[] sorted = [.. Enumerable.Range(0, values.Length).OrderBy(row => values[row])];
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start; end < sorted.Length && values[sorted[end]] == values[sorted[start]]; end++)
            {
            }

            for (var place = start; place < end; place++)
            {
                ranks[sorted[place]] = (start + end + 1) / 2.0;
            }

            ties += Math.Pow(end - start, 3) - (end - start);
        }

        return (ranks, ties);
    }
}
