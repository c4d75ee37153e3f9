namespace TransferKit.Evaluation.Metrics;

/// <summary>Mean F1 of some labels: in how many rows each is true, is predicted, and both.</summary>
/// <param name="rows">The rows.</param>
/// <param name="labels">Which labels count.</param>
internal sealed class LabelTotals(MultiLabelRows rows, int[] labels) : RowTotals
{
    public override int Rows => rows.Count;

    public override int Size => 3 * labels.Length;

    public override FigureRange Range => FigureRange.Share;

    public override double EffectiveRows =>
        LabelRows.Effective(rows.Count, labels, (row, label) => rows.IsTrue(row, label) || rows.IsPredicted(row, label));

    public override void Add(int row, double weight, Span<double> totals)
    {
        for (var index = 0; index < labels.Length; index++)
        {
            var (isTrue, isPredicted) = (rows.IsTrue(row, labels[index]), rows.IsPredicted(row, labels[index]));
            totals[3 * index] += isTrue ? weight : 0;
            totals[(3 * index) + 1] += isPredicted ? weight : 0;
            totals[(3 * index) + 2] += isTrue && isPredicted ? weight : 0;
        }
    }

    public override double Value(ReadOnlySpan<double> totals)
    {
        var (sum, counted) = (0.0, 0);
        for (var start = 0; start < totals.Length; start += 3)
        {
            var either = totals[start] + totals[start + 1];
            if (either > 0)
            {
                sum += 2 * totals[start + 2] / either;
                counted++;
            }
        }

        return sum / counted;
    }
}
