namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// Quadratic weighted kappa through sums. With squares of differences as weights, the disagreement of labels and predictions that are
/// paired by chance is E(a^2) + E(b^2) - 2 E(a) E(b), so five sums do for the table of levels by levels. Whole numbers: nothing is rounded.
/// </summary>
internal sealed class AgreementTotals(OrdinalRows rows) : RowTotals
{
    public override int Rows => rows.Count;

    public override int Size => 5;

    public override FigureRange Range => FigureRange.Agreement;

    // An error of one level costs 1 / (n expected disagreement): the fewer rows differ at all, the more one error weighs.
    public override double EffectiveRows
    {
        get
        {
            var totals = new double[Size];
            for (var row = 0; row < Rows; row++)
            {
                Add(row, 1, totals);
            }

            return Rows * Math.Min(1, ByChance(totals) / ((double)Rows * Rows));
        }
    }

    public override void Add(int row, double weight, Span<double> totals)
    {
        var (label, predicted, distance) = (rows.Labels[row], rows.Predicted[row], rows.Distance(row));
        totals[0] += weight;
        totals[1] += weight * label;
        totals[2] += weight * predicted;
        totals[3] += weight * ((label * label) + (predicted * predicted));
        totals[4] += weight * (distance * distance);
    }

    public override double Value(ReadOnlySpan<double> totals)
    {
        var byChance = ByChance(totals);
        return byChance > 0 ? 1 - (totals[0] * totals[4] / byChance) : double.NaN;
    }

    // Times n^2.
    private static double ByChance(ReadOnlySpan<double> totals) => (totals[0] * totals[3]) - (2 * totals[1] * totals[2]);
}
