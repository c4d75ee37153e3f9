namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean of -ln(probability of the label), in nats. Probabilities count as at least 2^-23, so that one row can cost at most 15.94.
/// </summary>
public sealed class LogLossMetric : Metric<ClassificationRows>
{
    /// <inheritdoc/>
    public override string Name => "log-loss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal override RowTotals Figure(ClassificationRows rows)
    {
        var losses = new double[rows.Count];
        for (var row = 0; row < losses.Length; row++)
        {
            losses[row] = Surprise.At(rows.LabelProbability[row]);
        }

        return new RowMean(losses, Surprise.Range);
    }
}
