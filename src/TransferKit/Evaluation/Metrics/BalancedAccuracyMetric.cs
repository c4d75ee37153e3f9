namespace TransferKit.Evaluation.Metrics;

/// <summary>The mean recall of the classes that occur in the labels, as scikit-learn's balanced_accuracy_score.</summary>
public sealed class BalancedAccuracyMetric : Metric<ClassificationRows>
{
    /// <inheritdoc/>
    public override string Name => "balanced-accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    internal override RowTotals Figure(ClassificationRows rows) =>
        new ClassTotals(rows, (labelled, _, both) => both / labelled);
}
