namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean F1 of the classes that occur in the labels: scikit-learn's f1_score with average='macro' and labels=unique(y_true).
/// Rows predicted as a class that never occurs still count against the recall of their own.
/// </summary>
public sealed class MacroF1Metric : Metric<ClassificationRows>
{
    /// <inheritdoc/>
    public override string Name => "macro-f1";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    internal override RowTotals Figure(ClassificationRows rows) =>
        new ClassTotals(rows, (labelled, predicted, both) => 2 * both / (labelled + predicted));
}
