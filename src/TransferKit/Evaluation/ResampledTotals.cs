namespace TransferKit.Evaluation;

/// <summary>A figure of one set of rows.</summary>
internal sealed class ResampledTotals : IResampledFigure
{
    private readonly RowTotals _rows;
    private readonly int[] _unitOfRow;
    private readonly int _units;
    private readonly double[] _all;
    private readonly double[] _scratch;

    /// <param name="rows">The figure.</param>
    /// <param name="unitOfRow">The unit that each row belongs to.</param>
    /// <param name="units">How many units there are; some may have no row here.</param>
    public ResampledTotals(RowTotals rows, ReadOnlySpan<int> unitOfRow, int units)
    {
        _rows = rows;
        _unitOfRow = unitOfRow.ToArray();
        _units = units;
        _all = new double[rows.Size];
        _scratch = new double[rows.Size];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Add(row, 1, _all);
        }

        Estimate = rows.Value(_all);
        EffectiveRows = rows.Rows == 0 ? 0 : rows.EffectiveRows * _unitOfRow.Distinct().Count() / rows.Rows;
    }

    public IReadOnlyList<int> Strata => [_units];

    public FigureRange Range => _rows.Range;

    public double EffectiveRows { get; }

    public double Estimate { get; }

    public double Resampled(ReadOnlySpan<int> weights)
    {
        Array.Clear(_scratch);
        for (var row = 0; row < _unitOfRow.Length; row++)
        {
            var weight = weights[_unitOfRow[row]];
            if (weight > 0)
            {
                _rows.Add(row, weight, _scratch);
            }
        }

        return _rows.Value(_scratch);
    }

    public double[] LeaveOneOut()
    {
        var values = new double[_units];
        Array.Fill(values, Estimate);
        foreach (var unit in Enumerable.Range(0, _unitOfRow.Length).GroupBy(row => _unitOfRow[row]))
        {
            _all.CopyTo(_scratch, 0);
            foreach (var row in unit)
            {
                _rows.Add(row, -1, _scratch);
            }

            values[unit.Key] = _rows.Value(_scratch);
        }

        return values;
    }
}
