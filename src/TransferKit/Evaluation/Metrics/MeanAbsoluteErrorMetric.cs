namespace TransferKit.Evaluation.Metrics;

/// <summary>The mean of |prediction - label|, in the label's units.</summary>
public sealed class MeanAbsoluteErrorMetric : Metric<RegressionRows>
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal override RowTotals Figure(RegressionRows rows) => new RowMean(
        [.. Enumerable.Range(0, rows.Count).Select(row => Math.Abs(rows.Predictions[row] - rows.Labels[row]))],
        FigureRange.NotNegative);
}
