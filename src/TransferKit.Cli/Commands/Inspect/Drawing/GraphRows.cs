namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>
/// The row of each item. The loss is at the bottom of the forward lane; the backward lane climbs from there, a row a step, and forward items
/// stand as low as their readers allow but no lower than the backward items that read them: so both lanes run side by side.
/// </summary>
internal static class GraphRows
{
    /// <summary>The rows, the uppermost 0, none empty.</summary>
    public static int[] Of(IReadOnlyList<GraphItem> items, GraphLinks links)
    {
        var rows = new int?[items.Count];
        bool IsBackward(int item) => items[item].Kind == GraphItemKind.Backward;
        bool IsForward(int item) => items[item].Kind is GraphItemKind.Forward or GraphItemKind.Frozen;

        // Upwards from the first steps; what depends on no other gradient comes right below what reads it.
        var backward = Enumerable.Range(0, items.Count).Where(IsBackward).ToArray();
        foreach (var item in backward.Where(item => links.Makers(item).Any(IsBackward)))
        {
            rows[item] = links.Makers(item).Where(IsBackward).Min(maker => rows[maker] ?? 0) - 1;
        }

        foreach (var item in backward.Where(item => rows[item] is null))
        {
            rows[item] = links.Readers(item).Where(IsBackward).Select(reader => rows[reader]!.Value + 1).DefaultIfEmpty(0).Max();
        }

        for (var item = items.Count - 1; item >= 0; item--)
        {
            rows[item] ??= items[item].Kind switch
            {
                GraphItemKind.Weight => Highest(links.Readers(item).Where(IsForward)) ?? 0,
                GraphItemKind.Gradient => Lowest(links.Makers(item)) ?? 0,
                _ => Math.Min(Highest(links.Readers(item).Where(IsForward)) ?? 0, Lowest(links.Readers(item).Where(IsBackward)) ?? 0),
            };
        }

        int? Highest(IEnumerable<int> readers) => readers.Select(reader => rows[reader] - 1).Min();
        int? Lowest(IEnumerable<int> others) => others.Select(other => rows[other]).Max();

        var used = rows.Select(row => row!.Value).Distinct().Order().ToList();
        return [.. rows.Select(row => used.BinarySearch(row!.Value))];
    }
}
