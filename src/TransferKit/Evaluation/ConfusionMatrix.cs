namespace TransferKit.Evaluation;

/// <summary>How often each class was predicted as each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;
    private readonly int[] _labels;
    private readonly int[] _predicted;
    private readonly RowGroups _groups;

    /// <summary>Counts the rows.</summary>
    /// <param name="rows">Labelled rows.</param>
    public ConfusionMatrix(ClassificationRows rows)
        : this(rows.Labels, rows.Predicted, rows.Classes, rows.Groups)
    {
    }

    /// <summary>Counts the rows; a level is a class.</summary>
    /// <param name="rows">Labelled rows.</param>
    public ConfusionMatrix(OrdinalRows rows)
        : this(rows.Labels, rows.Predicted, rows.Levels, rows.Groups)
    {
    }

    private ConfusionMatrix(ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted, int classes, RowGroups groups)
    {
        (_labels, _predicted, _groups) = (labels.ToArray(), predicted.ToArray(), groups);
        Classes = classes;
        _counts = new int[classes * classes];
        for (var row = 0; row < _labels.Length; row++)
        {
            _counts[(_labels[row] * Classes) + _predicted[row]]++;
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
    public Interval? Recall(int label, double level = 0.95) => Proportion.Of(
        _labels.Zip(_predicted, (truth, prediction) => truth == prediction).ToArray(),
        _labels.Select(truth => truth == label).ToArray(),
        _groups,
        level);

    /// <summary>The share of the most frequent label: what a model that knows nothing reaches. Null without rows.</summary>
    public double? Majority => _labels.Length == 0 ? null : (double)Enumerable.Range(0, Classes).Max(RowsOf) / _labels.Length;
}
