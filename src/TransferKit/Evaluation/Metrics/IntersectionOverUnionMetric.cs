namespace TransferKit.Evaluation.Metrics;

/// <summary>The mean over rows of the area that box and label share over the area that they cover together.</summary>
public sealed class IntersectionOverUnionMetric : Metric<BoxRows>
{
    /// <inheritdoc/>
    public override string Name => "iou";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    internal override RowTotals Figure(BoxRows rows) => new RowMean([.. Enumerable.Range(0, rows.Count).Select(rows.Overlap)], FigureRange.Share);
}
