namespace TransferKit.Evaluation.Metrics;

/// <summary>The share of rows whose predicted class is the label; Wilson's interval.</summary>
public sealed class AccuracyMetric : Metric<ClassificationRows>
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override Interval? Measure(ClassificationRows rows, BootstrapOptions? options = null)
    {
        var hits = Enumerable.Range(0, rows.Count).Select(rows.IsRight).ToArray();
        return Proportion.Of(hits, rows.Groups, (options ?? BootstrapOptions.Default).Checked().Level);
    }

    internal override RowTotals Figure(ClassificationRows rows) =>
        new RowMean([.. Enumerable.Range(0, rows.Count).Select(row => rows.IsRight(row) ? 1.0 : 0.0)], FigureRange.Share);
}
