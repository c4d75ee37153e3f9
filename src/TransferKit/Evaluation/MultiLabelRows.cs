namespace TransferKit.Evaluation;

/// <summary>Labelled rows of a multi-label task, in which each label is true or not, with the probabilities that a model gave.</summary>
public sealed class MultiLabelRows : ScoredRows
{
    private readonly float[] _probabilities;
    private readonly bool[] _labels;
    private readonly bool[] _predicted;

    /// <summary>Reads the rows; nothing refers to the arrays afterwards.</summary>
    /// <param name="probabilities">Shape [n, labels], row-major, each 0 to 1.</param>
    /// <param name="labels">Shape [n, labels], row-major: whether each label is true.</param>
    /// <param name="labelCount">How many labels there are, at least 1.</param>
    /// <param name="thresholds">Shape [labels], or [n, labels] where rows have their own, each 0 to 1: a label is predicted where its probability
    /// is at least this.</param>
    /// <param name="groups">Shape [n], the group of each row, or null when every row stands alone.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="InvalidScoresException">A probability or a threshold is not within 0 to 1.</exception>
    public MultiLabelRows(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<bool> labels,
        int labelCount,
        ReadOnlySpan<double> thresholds,
        IReadOnlyList<string?>? groups = null)
        : base(CountRows(labels.Length, labelCount), groups)
    {
        if (probabilities.Length != labels.Length)
        {
            throw new ArgumentException(
                $"{probabilities.Length} probabilities for {Count} rows of {labelCount} labels", nameof(probabilities));
        }

        if (thresholds.Length != labelCount && thresholds.Length != labels.Length)
        {
            throw new ArgumentException($"{thresholds.Length} thresholds for {labelCount} labels", nameof(thresholds));
        }

        LabelCount = labelCount;
        Check(probabilities, thresholds);
        _probabilities = probabilities.ToArray();
        _labels = labels.ToArray();
        _predicted = new bool[labels.Length];
        for (var index = 0; index < _predicted.Length; index++)
        {
            _predicted[index] = probabilities[index] >= thresholds[index % thresholds.Length];
        }
    }

    /// <summary>How many labels there are.</summary>
    public int LabelCount { get; }

    /// <summary>Whether a label is true.</summary>
    /// <param name="row">From 0 to n - 1.</param>
    /// <param name="label">From 0 to labels - 1.</param>
    public bool IsTrue(int row, int label) => _labels[(row * LabelCount) + label];

    /// <summary>Whether a label is predicted.</summary>
    /// <param name="row">From 0 to n - 1.</param>
    /// <param name="label">From 0 to labels - 1.</param>
    public bool IsPredicted(int row, int label) => _predicted[(row * LabelCount) + label];

    /// <summary>The probability that the model gave a label.</summary>
    /// <param name="row">From 0 to n - 1.</param>
    /// <param name="label">From 0 to labels - 1.</param>
    public float Probability(int row, int label) => _probabilities[(row * LabelCount) + label];

    // Thresholds may differ: they are part of what a model says.
    internal override bool SameRowsAs(ScoredRows other) =>
        other is MultiLabelRows rows && LabelCount == rows.LabelCount && _labels.AsSpan().SequenceEqual(rows._labels)
        && Groups.SameAs(rows.Groups);

    private static int CountRows(int values, int labelCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 1);
        return values % labelCount == 0
            ? values / labelCount
            : throw new ArgumentException($"{values} values are no rows of {labelCount} labels", "labels");
    }

    // Written so that a NaN fails too.
    private void Check(ReadOnlySpan<float> probabilities, ReadOnlySpan<double> thresholds)
    {
        for (var index = 0; index < probabilities.Length; index++)
        {
            if (!(probabilities[index] >= 0 && probabilities[index] <= 1))
            {
                throw new InvalidScoresException(FormattableString.Invariant(
                    $"row {index / LabelCount} gives label {index % LabelCount} probability {probabilities[index]}; allowed: 0 to 1 ")
                    + "(were logits given, or did training diverge?)");
            }
        }

        for (var label = 0; label < thresholds.Length; label++)
        {
            if (!(thresholds[label] >= 0 && thresholds[label] <= 1))
            {
                throw new InvalidScoresException(
                    FormattableString.Invariant($"label {label} has threshold {thresholds[label]}; allowed: 0 to 1"));
            }
        }
    }
}
