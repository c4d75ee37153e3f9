namespace TransferKit.Evaluation.Metrics;

/// <summary>How many rows a mean over labels rests on.</summary>
internal static class LabelRows
{
    /// <summary>
    /// A mean over K labels spreads like a mean over K times the harmonic mean of the rows of each: rare labels decide. Labels of the
    /// same rows tell no more than those rows.
    /// </summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="counts">Whether a row counts for a label.</param>
    public static double Effective(int rows, int[] labels, Func<int, int, bool> counts)
    {
        var all = Enumerable.Range(0, rows).ToArray();
        var sizes = labels.Select(label => all.Count(row => counts(row, label))).Where(size => size > 0).ToArray();
        var rowsWithAny = all.Count(row => labels.Any(label => counts(row, label)));
        return sizes.Length == 0 ? 0 : Math.Min(rowsWithAny, sizes.Length * sizes.Length / sizes.Sum(size => 1.0 / size));
    }
}
