namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean of -ln(probability of the label), in nats. Probabilities count as at least 2^-23, the step of float32 at 1 (as
/// scikit-learn clips float32 scores), so that one row can cost at most 15.94.
/// </summary>
public sealed class LogLossMetric : Metric<ClassificationRows>
{
    private const double SmallestProbability = 1.0 / (1 << 23);

    /// <inheritdoc/>
    public override string Name => "log-loss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal override RowTotals Totals(ClassificationRows rows)
    {
        var losses = new double[rows.Count];
        for (var row = 0; row < losses.Length; row++)
        {
            losses[row] = -Math.Log(Math.Clamp(rows.LabelProbability[row], SmallestProbability, 1));
        }

        return new RowMean(losses, new FigureRange(0, -Math.Log(SmallestProbability)));
    }
}
