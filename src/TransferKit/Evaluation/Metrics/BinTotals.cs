namespace TransferKit.Evaluation.Metrics;

/// <summary>Per bin of confidence: the sum of confidence minus hits; and the number of rows in all.</summary>
internal sealed class BinTotals : RowTotals
{
    private const int MostBins = 15;
    private const int FewestRowsInBin = 10;

    private readonly int[] _binOfRow;
    private readonly double[] _excessOfRow;
    private readonly int _bins;

    public BinTotals(ClassificationRows rows)
    {
        _bins = Math.Clamp(rows.Count / FewestRowsInBin, 1, MostBins);
        var sorted = rows.Confidence.ToArray();
        Array.Sort(sorted);
        // The smallest confidence of every bin but the first.
        var edges = Enumerable.Range(1, _bins - 1).Select(bin => sorted[(int)((long)bin * rows.Count / _bins)]).ToArray();
        _binOfRow = new int[rows.Count];
        _excessOfRow = new double[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            var confidence = rows.Confidence[row];
            _binOfRow[row] = edges.Count(edge => edge <= confidence);
            _excessOfRow[row] = confidence - (rows.IsRight(row) ? 1 : 0);
        }
    }

    public override int Rows => _binOfRow.Length;

    public override int Size => _bins + 1;

    public override FigureRange Range => FigureRange.Share;

    public override void Add(int row, double weight, Span<double> totals)
    {
        totals[_binOfRow[row]] += weight * _excessOfRow[row];
        totals[_bins] += weight;
    }

    public override double Value(ReadOnlySpan<double> totals)
    {
        var sum = 0.0;
        for (var bin = 0; bin < _bins; bin++)
        {
            sum += Math.Abs(totals[bin]);
        }

        return sum / totals[_bins];
    }
}
