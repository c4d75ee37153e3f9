namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// R2, the share of the labels' variance that is explained: 1 - squared errors / squared deviations from the labels' mean. Null when
/// all labels are equal.
/// </summary>
public sealed class DeterminationMetric : Metric<RegressionRows>
{
    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    internal override RowTotals Figure(RegressionRows rows) => new SquareTotals(rows, explained: true);
}
