namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean of -ln(probability of the label's level), in nats. Probabilities count as at least 2^-23, so that one row can cost at most
/// 15.94.
/// </summary>
public sealed class OrdinalLogLossMetric : Metric<OrdinalRows>
{
    /// <inheritdoc/>
    public override string Name => "log-loss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal override RowTotals Figure(OrdinalRows rows) => new RowMean(
        [.. Enumerable.Range(0, rows.Count).Select(row => Surprise.At(rows.LabelProbability[row]))], Surprise.Range);
}
