namespace TransferKit.Evaluation;

/// <summary>
/// Which rows belong together (one person's photos, one concept's drawings). A resample takes or leaves a group as a whole:
/// rows of a group are alike, so they tell less than as many independent rows.
/// </summary>
public sealed class RowGroups
{
    private readonly int[] _unitOfRow;
    private readonly string?[] _names;

    /// <summary>Groups rows by name.</summary>
    /// <param name="names">A name a row; a row whose name is null or empty stands alone.</param>
    public RowGroups(IReadOnlyList<string?> names)
    {
        _names = [.. names.Select(name => string.IsNullOrEmpty(name) ? null : name)];
        _unitOfRow = new int[_names.Length];
        Count = Number(_names, _unitOfRow, [], 0);
    }

    /// <summary>Rows that each stand alone.</summary>
    /// <param name="rows">How many.</param>
    public static RowGroups None(int rows) => new(new string?[rows]);

    /// <summary>How many rows there are.</summary>
    public int Rows => _unitOfRow.Length;

    /// <summary>How many groups there are, a row that stands alone counting as one.</summary>
    public int Count { get; }

    /// <summary>Whether every row stands alone.</summary>
    public bool AreSingleRows => Count == Rows;

    /// <summary>The group of every row, from 0 to <see cref="Count"/> - 1.</summary>
    public ReadOnlySpan<int> UnitOfRow => _unitOfRow;

    /// <summary>Whether another set of rows has the same groups, row by row.</summary>
    internal bool SameAs(RowGroups other) => _unitOfRow.AsSpan().SequenceEqual(other._unitOfRow);

    /// <summary>Numbers the groups of two sets together, so that a name is one group in both.</summary>
    internal static (int[] First, int[] Second, int Count) Join(RowGroups first, RowGroups second)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var (left, right) = (new int[first.Rows], new int[second.Rows]);
        var count = Number(first._names, left, known, 0);
        return (left, right, Number(second._names, right, known, count));
    }

    private static int Number(string?[] names, int[] units, Dictionary<string, int> known, int count)
    {
        for (var row = 0; row < names.Length; row++)
        {
            if (names[row] is not { } name)
            {
                units[row] = count++;
            }
            else if (known.TryGetValue(name, out var unit))
            {
                units[row] = unit;
            }
            else
            {
                known[name] = units[row] = count++;
            }
        }

        return count;
    }
}
