namespace TransferKit.Evaluation;

/// <summary>The mean over rows of a value a row.</summary>
internal sealed class RowMean(double[] values, FigureRange range) : RowTotals
{
    /// <summary>The value of each row.</summary>
    public ReadOnlySpan<double> Values => values;

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
