namespace TransferKit.Evaluation.Metrics;

/// <summary>The share of right answers, a label of a row being one: 1 - scikit-learn's hamming_loss.</summary>
public sealed class MultiLabelAccuracyMetric : Metric<MultiLabelRows>
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    internal override RowTotals Figure(MultiLabelRows rows)
    {
        var labels = Enumerable.Range(0, rows.LabelCount).ToArray();
        return new RowMean(
            [.. Enumerable.Range(0, rows.Count).Select(row =>
                (double)labels.Count(label => rows.IsPredicted(row, label) == rows.IsTrue(row, label)) / labels.Length)],
            FigureRange.Share);
    }
}
