namespace TransferKit.Evaluation;

/// <summary>The mean over rows of a value a row.</summary>
internal sealed class RowMean(double[] values, FigureRange range) : RowTotals
{
    /// <summary>The value of each row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Whether a row counts or does not, so that the mean is a share of the rows.</summary>
    public bool IsShareOfRows => range == FigureRange.Share && Array.TrueForAll(values, value => value is 0 or 1);

    /// <summary>The mean of values that are not negative, with its bootstrapped interval.</summary>
    /// <param name="values">A value a row.</param>
    /// <param name="groups">The group of each row.</param>
    /// <returns>Null where there are too few rows or groups.</returns>
    public static Interval? Interval(double[] values, IReadOnlyList<string> groups)
    {
        var rows = new RowGroups(groups);
        return values.Length == 0
            ? null
            : new RowMean(values, FigureRange.NotNegative).Interval(rows, BootstrapOptions.Default, "mean");
    }

    /// <summary>The mean with its interval: the bootstrap-t where values are measured, BCa where they count errors or where resamples lack spread.</summary>
    /// <param name="groups">Which rows belong together.</param>
    /// <param name="options">Resamples, level and seed.</param>
    /// <param name="purpose">Keys the random numbers.</param>
    /// <returns>Null as <see cref="Bootstrap.Interval"/> says.</returns>
    public Interval? Interval(RowGroups groups, BootstrapOptions options, string purpose) =>
        (range.CountsErrors ? null : StudentizedMean.Interval(this, groups, options, purpose))
            ?? Bootstrap.Interval(Over(groups.UnitOfRow, groups.Count), values.Length, options, purpose);

    public override int Rows => values.Length;

    public override int Size => 2;

    public override FigureRange Range => range;

    public override void Add(int row, double weight, Span<double> totals)
    {
        totals[0] += weight * values[row];
        totals[1] += weight;
    }

    public override double Value(ReadOnlySpan<double> totals) => totals[0] / totals[1];
}
