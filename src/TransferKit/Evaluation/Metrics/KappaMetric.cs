namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// Quadratic weighted kappa (Cohen 1968): 1 - mean squared difference of levels / the same if labels and predictions were paired by
/// chance. 1 when all agree, 0 for chance, down to -1. Null when all labels and predictions are one level.
/// </summary>
public sealed class KappaMetric : Metric<OrdinalRows>
{
    /// <inheritdoc/>
    public override string Name => "kappa";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    internal override RowTotals Figure(OrdinalRows rows) => new AgreementTotals(rows);
}
