namespace TransferKit.Evaluation.Metrics;

/// <summary>Per bin of confidence: the sum of confidence minus hits; and the number of rows in all.</summary>
internal sealed class BinTotals : RowTotals
{
    private const int MostBins = 15;
    private const int FewestRowsInBin = 50;

    private readonly int[] _binOfRow;
    private readonly double[] _excessOfRow;
    private readonly float[] _confidence;
    private readonly int _bins;

    public BinTotals(ClassificationRows rows)
    {
        _bins = Math.Clamp(rows.Count / FewestRowsInBin, 1, MostBins);
        _confidence = rows.Confidence.ToArray();
        var sorted = _confidence.Order().ToArray();
        // The smallest confidence of every bin but the first.
        var edges = Enumerable.Range(1, _bins - 1).Select(bin => sorted[(int)((long)bin * rows.Count / _bins)]).ToArray();
        _binOfRow = new int[rows.Count];
        _excessOfRow = new double[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            _binOfRow[row] = BinOf(_confidence[row], edges);
            _excessOfRow[row] = _confidence[row] - (rows.IsRight(row) ? 1 : 0);
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

    /// <summary>The calibration error if other rows were right.</summary>
    public double ErrorIf(Func<int, bool> isRight)
    {
        var totals = new double[Size];
        for (var row = 0; row < Rows; row++)
        {
            totals[_binOfRow[row]] += _confidence[row] - (isRight(row) ? 1 : 0);
        }

        totals[_bins] = Rows;
        return Value(totals);
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

    private static int BinOf(float confidence, float[] edges) => edges.Count(edge => edge <= confidence);
}
