namespace TransferKit.Evaluation.Metrics;

/// <summary>The mean average precision of labels.</summary>
internal sealed class RankedLabels(MultiLabelRows rows) : IRowFigure
{
    /// <inheritdoc/>
    public IResampledFigure Over(ReadOnlySpan<int> unitOfRow, int units) => new ResampledPrecision(rows, unitOfRow, units);
}
