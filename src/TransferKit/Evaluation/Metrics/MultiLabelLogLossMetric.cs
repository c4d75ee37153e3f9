namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean over rows and labels of -ln(probability of what is so), in nats: binary cross-entropy. A probability of p says 1 - p of "not
/// so"; both count as at least 2^-23.
/// </summary>
public sealed class MultiLabelLogLossMetric : Metric<MultiLabelRows>
{
    /// <inheritdoc/>
    public override string Name => "log-loss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal override RowTotals Figure(MultiLabelRows rows) => new RowMean(
        [.. Enumerable.Range(0, rows.Count).Select(row => Enumerable.Range(0, rows.LabelCount).Average(label => Loss(rows, row, label)))],
        Surprise.Range);

    private static double Loss(MultiLabelRows rows, int row, int label)
    {
        var probability = (double)rows.Probability(row, label);
        return Surprise.At(rows.IsTrue(row, label) ? probability : 1 - probability);
    }
}
