namespace TransferKit.Evaluation.Metrics;

/// <summary>The mean of |predicted level - label|, in levels.</summary>
public sealed class OrdinalMeanAbsoluteErrorMetric : Metric<OrdinalRows>
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal override RowTotals Figure(OrdinalRows rows) => new RowMean(
        [.. Enumerable.Range(0, rows.Count).Select(row => (double)rows.Distance(row))], FigureRange.Distance(rows.Levels));
}
