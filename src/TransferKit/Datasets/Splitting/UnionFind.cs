namespace TransferKit.Datasets.Splitting;

/// <summary>Disjoint sets of the numbers 0 to count - 1 (union by lower root, path halving).</summary>
internal sealed class UnionFind
{
    private readonly int[] _parents;

    public UnionFind(int count) => _parents = [.. Enumerable.Range(0, count)];

    /// <summary>The lowest number of the set that holds a number.</summary>
    public int Find(int item)
    {
        while (_parents[item] != item)
        {
            item = _parents[item] = _parents[_parents[item]];
        }

        return item;
    }

    /// <summary>Joins the sets of two numbers.</summary>
    public void Join(int left, int right)
    {
        var (a, b) = (Find(left), Find(right));
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
