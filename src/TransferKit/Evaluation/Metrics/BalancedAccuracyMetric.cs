namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// The mean recall of the classes that occur in the labels, as scikit-learn's balanced_accuracy_score; the stratified Wilson interval of Yan and Su
/// (2010), or BCa where rows are grouped.
/// </summary>
public sealed class BalancedAccuracyMetric : Metric<ClassificationRows>
{
    /// <inheritdoc/>
    public override string Name => "balanced-accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override Interval? Measure(ClassificationRows rows, BootstrapOptions? options = null)
    {
        if (!rows.Groups.AreSingleRows)
        {
            return base.Measure(rows, options);
        }

        var (hits, counts) = (new int[rows.Classes], new int[rows.Classes]);
        for (var row = 0; row < rows.Count; row++)
        {
            counts[rows.Labels[row]]++;
            hits[rows.Labels[row]] += rows.IsRight(row) ? 1 : 0;
        }

        var found = Enumerable.Range(0, rows.Classes).Where(label => counts[label] > 0).ToArray();
        return Proportion.OfMean([.. found.Select(label => hits[label])], [.. found.Select(label => counts[label])], (options ?? BootstrapOptions.Default).Checked().Level);
    }

    internal override RowTotals Figure(ClassificationRows rows) =>
        new ClassTotals(rows, (labelled, _, both) => both / labelled);
}
