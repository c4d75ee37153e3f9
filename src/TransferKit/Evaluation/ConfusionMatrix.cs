namespace TransferKit.Evaluation;

/// <summary>How often each class was predicted as each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;
    private readonly ClassificationRows _rows;

    /// <summary>Counts the rows.</summary>
    /// <param name="rows">Labelled rows.</param>
    public ConfusionMatrix(ClassificationRows rows)
    {
        _rows = rows;
        Classes = rows.Classes;
        _counts = new int[rows.Classes * rows.Classes];
        for (var row = 0; row < rows.Count; row++)
        {
            _counts[(rows.Labels[row] * Classes) + rows.Predicted[row]]++;
        }
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>Shape [classes, classes], row-major: a row a label, a column a prediction.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>How many rows of a label were predicted as a class.</summary>
    /// <param name="label">From 0 to classes - 1.</param>
    /// <param name="predicted">From 0 to classes - 1.</param>
    public int this[int label, int predicted] => _counts[(label * Classes) + predicted];

    /// <summary>How many rows have a label.</summary>
    /// <param name="label">From 0 to classes - 1.</param>
    public int RowsOf(int label) => _counts.AsSpan(label * Classes, Classes).ToArray().Sum();

    /// <summary>The share of a label's rows that were predicted as it, with Wilson's interval; null when it has no rows.</summary>
    /// <param name="label">From 0 to classes - 1.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    public Interval? Recall(int label, double level = 0.95)
    {
        var rows = Enumerable.Range(0, _rows.Count).ToArray();
        return Proportion.Of(
            rows.Select(_rows.IsRight).ToArray(), rows.Select(row => _rows.Labels[row] == label).ToArray(), _rows.Groups, level);
    }

    /// <summary>The share of the most frequent label: what a model that knows nothing reaches. Null without rows.</summary>
    public double? Majority => _rows.Count == 0 ? null : (double)Enumerable.Range(0, Classes).Max(RowsOf) / _rows.Count;
}
