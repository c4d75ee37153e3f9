namespace TransferKit.Evaluation.Metrics;

/// <summary>Sums of squared errors, of labels and of squared labels, and the number of rows.</summary>
internal sealed class SquareTotals : RowTotals
{
    // Spread of the labels below this share of the whole set's is rounding: the labels are all equal.
    private const double Rounding = 1e-12;

    private readonly double[] _squaredErrors;
    private readonly double[] _centredLabels;
    private readonly bool _explained;
    private readonly double _smallestSpread;

    /// <param name="rows">The rows.</param>
    /// <param name="explained">True for the share of variance explained, false for the root of the mean squared error.</param>
    public SquareTotals(RegressionRows rows, bool explained)
    {
        _explained = explained;
        var mean = rows.Count == 0 ? 0 : rows.Labels.ToArray().Average();
        // Centred, for squares of numbers far from zero (years, prices) lose digits.
        _centredLabels = [.. rows.Labels.ToArray().Select(label => label - mean)];
        _squaredErrors = new double[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            _squaredErrors[row] = Math.Pow(rows.Predictions[row] - rows.Labels[row], 2);
        }

        _smallestSpread = Rounding * Math.Max(_centredLabels.Sum(label => label * label), Rounding * mean * mean * rows.Count);
    }

    public override int Rows => _squaredErrors.Length;

    public override int Size => 4;

    public override FigureRange Range => _explained ? FigureRange.AtMostOne : FigureRange.NotNegative;

    public override void Add(int row, double weight, Span<double> totals)
    {
        var label = _centredLabels[row];
        totals[0] += weight * _squaredErrors[row];
        totals[1] += weight * label;
        totals[2] += weight * label * label;
        totals[3] += weight;
    }

    public override double Value(ReadOnlySpan<double> totals)
    {
        if (!_explained)
        {
            // Leaving a row out may leave a sum of zero a rounding error below it.
            return Math.Sqrt(Math.Max(0, totals[0]) / totals[3]);
        }

        var spread = totals[2] - (totals[1] * totals[1] / totals[3]);
        return spread > _smallestSpread ? 1 - (totals[0] / spread) : double.NaN;
    }
}
