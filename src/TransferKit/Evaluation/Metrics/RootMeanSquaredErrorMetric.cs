namespace TransferKit.Evaluation.Metrics;

/// <summary>The root of the mean squared error, in the label's units.</summary>
public sealed class RootMeanSquaredErrorMetric : Metric<RegressionRows>
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal override RowTotals Figure(RegressionRows rows) => new SquareTotals(rows, explained: false);
}
