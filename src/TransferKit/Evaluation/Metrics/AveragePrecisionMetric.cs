namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean over the labels that occur of their average precision: with rows ranked by probability, the sum over ranks n of
/// (R_n - R_(n-1)) P_n, as scikit-learn's average_precision_score; equal probabilities are one rank. Thresholds play no part.
/// </summary>
public sealed class AveragePrecisionMetric : Metric<MultiLabelRows>
{
    /// <inheritdoc/>
    public override string Name => "average-precision";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    internal override IRowFigure Figure(MultiLabelRows rows) => new RankedLabels(rows);
}
