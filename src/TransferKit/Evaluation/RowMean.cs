namespace TransferKit.Evaluation;

/// <summary>The mean over rows of a value a row.</summary>
internal sealed class RowMean(double[] values, FigureRange range) : RowTotals
{
    /// <summary>The value of each row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The mean of values that are not negative, with its bootstrapped interval.</summary>
    /// <param name="values">A value a row.</param>
    /// <param name="groups">The group of each row.</param>
    /// <returns>Null where there are too few rows or groups.</returns>
    public static Interval? Interval(double[] values, IReadOnlyList<string> groups)
    {
        var rows = new RowGroups(groups);
        return values.Length == 0
            ? null
            : Bootstrap.Interval(new RowMean(values, FigureRange.NotNegative).Over(rows.UnitOfRow, rows.Count), values.Length, BootstrapOptions.Default, "mean");
    }

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
