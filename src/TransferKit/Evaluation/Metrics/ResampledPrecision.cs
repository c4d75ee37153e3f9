namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean average precision of the labels that occur. It is no sum over rows, but rows are sorted once and a resample is a weighted walk
/// down each ranking.
/// </summary>
internal sealed class ResampledPrecision : IResampledFigure
{
    private readonly LabelRanking[] _rankings;
    private readonly int[] _rowsOfUnit;

    /// <param name="rows">The rows.</param>
    /// <param name="unitOfRow">The unit that each row belongs to.</param>
    /// <param name="units">How many units there are; some may have no row here.</param>
    public ResampledPrecision(MultiLabelRows rows, ReadOnlySpan<int> unitOfRow, int units)
    {
        var unit = unitOfRow.ToArray();
        int[] labels = [.. Enumerable.Range(0, rows.LabelCount)];
        _rankings = [.. labels.Select(label => new LabelRanking(rows, label, unit))];
        _rowsOfUnit = new int[units];
        foreach (var of in unit)
        {
            _rowsOfUnit[of]++;
        }

        Estimate = Resampled(AllOnce());
        EffectiveRows = rows.Count == 0
            ? 0
            : LabelRows.Effective(rows.Count, labels, rows.IsTrue) * _rowsOfUnit.Count(count => count > 0) / rows.Count;
    }

    public IReadOnlyList<int> Strata => [_rowsOfUnit.Length];

    public FigureRange Range => FigureRange.Share;

    public double EffectiveRows { get; }

    public double Estimate { get; }

    public double Resampled(ReadOnlySpan<int> weights)
    {
        var (sum, labels) = (0.0, 0);
        foreach (var ranking in _rankings)
        {
            var precision = ranking.AveragePrecision(weights);
            if (double.IsFinite(precision))
            {
                sum += precision;
                labels++;
            }
        }

        return sum / labels;
    }

    public double[] LeaveOneOut()
    {
        var values = WithoutSingleRows();
        var weights = AllOnce();
        for (var unit = 0; unit < values.Length; unit++)
        {
            if (_rowsOfUnit[unit] == 0)
            {
                values[unit] = Estimate;
            }
            else if (_rowsOfUnit[unit] > 1)
            {
                weights[unit] = 0;
                values[unit] = Resampled(weights);
                weights[unit] = 1;
            }
        }

        return values;
    }

    // Right where a unit is one row; a walk a unit would cost n^2 steps in all.
    private double[] WithoutSingleRows()
    {
        var sums = new double[_rowsOfUnit.Length];
        var labels = new int[_rowsOfUnit.Length];
        foreach (var ranking in _rankings)
        {
            foreach (var (unit, precision) in ranking.WithoutEachRow().Where(without => double.IsFinite(without.Precision)))
            {
                sums[unit] += precision;
                labels[unit]++;
            }
        }

        return [.. sums.Zip(labels, (sum, count) => sum / count)];
    }

    private int[] AllOnce() => [.. Enumerable.Repeat(1, _rowsOfUnit.Length)];
}
