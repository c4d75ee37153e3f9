namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean over labels of the F1 of each. A label that is neither true nor predicted in any row is left out of the mean;
/// scikit-learn's f1_score with average='macro' counts it as 0, or as what zero_division says.
/// </summary>
public sealed class MultiLabelMacroF1Metric : Metric<MultiLabelRows>
{
    /// <inheritdoc/>
    public override string Name => "macro-f1";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    internal override RowTotals Figure(MultiLabelRows rows) => new LabelTotals(rows, [.. Enumerable.Range(0, rows.LabelCount)]);
}
