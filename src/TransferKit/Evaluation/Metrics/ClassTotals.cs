namespace TransferKit.Evaluation.Metrics;

/// <summary>Per class: how many rows have it as label, how many as prediction, how many as both.</summary>
internal sealed class ClassTotals(ClassificationRows rows, Func<double, double, double, double> scoreOfClass) : RowTotals
{
    public override int Rows => rows.Count;

    public override int Size => 3 * rows.Classes;

    public override FigureRange Range => FigureRange.Share;

    // A mean over K classes spreads like a mean over K times the harmonic mean of the class sizes: rare classes decide.
    public override double EffectiveRows
    {
        get
        {
            var sizes = rows.Labels.ToArray().CountBy(label => label).Select(pair => (double)pair.Value).ToArray();
            return sizes.Length * sizes.Length / sizes.Sum(size => 1 / size);
        }
    }

    public override void Add(int row, double weight, Span<double> totals)
    {
        var (label, predicted) = (rows.Labels[row], rows.Predicted[row]);
        totals[3 * label] += weight;
        totals[(3 * predicted) + 1] += weight;
        if (label == predicted)
        {
            totals[(3 * label) + 2] += weight;
        }
    }

    public override double Value(ReadOnlySpan<double> totals)
    {
        var (sum, classes) = (0.0, 0);
        for (var start = 0; start < totals.Length; start += 3)
        {
            if (totals[start] > 0)
            {
                sum += scoreOfClass(totals[start], totals[start + 1], totals[start + 2]);
                classes++;
            }
        }

        return sum / classes;
    }
}
