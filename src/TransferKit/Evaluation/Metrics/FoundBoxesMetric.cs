namespace TransferKit.Evaluation.Metrics;

/// <summary>The share of rows whose intersection over union is at least one half, as PASCAL VOC counts a box as found (Everingham et al. 2010);
/// Wilson's interval.</summary>
public sealed class FoundBoxesMetric : Metric<BoxRows>
{
    private const double Least = 0.5;

    /// <inheritdoc/>
    public override string Name => "iou-50";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override Interval? Measure(BoxRows rows, BootstrapOptions? options = null)
    {
        var found = Enumerable.Range(0, rows.Count).Select(row => IsFound(rows, row)).ToArray();
        return Proportion.Of(found, rows.Groups, (options ?? BootstrapOptions.Default).Checked().Level);
    }

    internal override RowTotals Figure(BoxRows rows) =>
        new RowMean([.. Enumerable.Range(0, rows.Count).Select(row => IsFound(rows, row) ? 1.0 : 0.0)], FigureRange.Share);

    private static bool IsFound(BoxRows rows, int row) => rows.Overlap(row) >= Least;
}
