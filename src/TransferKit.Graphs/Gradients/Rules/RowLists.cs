namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>The inverse of a table: for every slice, where its copies are.</summary>
internal static class RowLists
{
    public static IReadOnlyList<int>[] Of(IReadOnlyList<int> copies, int slices)
    {
        var lists = Enumerable.Range(0, slices).Select(_ => new List<int>()).ToArray();
        for (var copy = 0; copy < copies.Count; copy++)
        {
            if (copies[copy] < slices)
            {
                lists[copies[copy]].Add(copy);
            }
        }

        return lists;
    }
}
