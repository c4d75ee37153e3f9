namespace TransferKit.Evaluation;

/// <summary>Labelled rows with what a model said of them. Rows without a label do not belong here.</summary>
public abstract class ScoredRows
{
    private protected ScoredRows(int count, IReadOnlyList<string?>? groups)
    {
        if (groups is not null && groups.Count != count)
        {
            throw new ArgumentException($"{groups.Count} group names for {count} rows", nameof(groups));
        }

        Count = count;
        Groups = groups is null ? RowGroups.None(count) : new RowGroups(groups);
    }

    /// <summary>How many rows there are; 0 is allowed and makes every figure null.</summary>
    public int Count { get; }

    /// <summary>Which rows belong together.</summary>
    public RowGroups Groups { get; }

    /// <summary>Whether another set has the same labels and groups, row by row, so that two models can be compared on it.</summary>
    internal abstract bool SameRowsAs(ScoredRows other);
}
