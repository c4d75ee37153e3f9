namespace TransferKit.Evaluation.Metrics;

/// <summary>The share of rows whose predicted level is the label; Wilson's interval.</summary>
public sealed class OrdinalAccuracyMetric : Metric<OrdinalRows>
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override Interval? Measure(OrdinalRows rows, BootstrapOptions? options = null)
    {
        var hits = Enumerable.Range(0, rows.Count).Select(row => rows.Distance(row) == 0).ToArray();
        return Proportion.Of(hits, rows.Groups, (options ?? BootstrapOptions.Default).Checked().Level);
    }

    internal override RowTotals Figure(OrdinalRows rows) =>
        new RowMean([.. Enumerable.Range(0, rows.Count).Select(row => rows.Distance(row) == 0 ? 1.0 : 0.0)], FigureRange.Share);
}
