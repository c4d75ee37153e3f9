namespace TransferKit.Evaluation;

/// <summary>Labelled rows of an ordinal task, whose classes are levels in order, with the probabilities that a model gave.</summary>
public sealed class OrdinalRows : ScoredRows
{
    private readonly int[] _labels;
    private readonly int[] _predicted;
    private readonly float[] _labelProbability;

    /// <summary>Reads the rows; nothing refers to the arrays afterwards.</summary>
    /// <param name="probabilities">Shape [n, levels], row-major, each row in 0..1 with sum 1.</param>
    /// <param name="labels">Shape [n], each from 0, the lowest level, to levels - 1.</param>
    /// <param name="levels">How many levels there are, at least 2.</param>
    /// <param name="groups">Shape [n], the group of each row, or null when every row stands alone.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="InvalidScoresException">A row holds no probabilities, or a label is no level.</exception>
    public OrdinalRows(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int levels, IReadOnlyList<string?>? groups = null)
        : base(labels.Length, groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 2);
        if (probabilities.Length != (long)labels.Length * levels)
        {
            throw new ArgumentException(
                $"{probabilities.Length} probabilities for {labels.Length} rows of {levels} levels", nameof(probabilities));
        }

        Levels = levels;
        _labels = labels.ToArray();
        _predicted = new int[labels.Length];
        _labelProbability = new float[labels.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            var scores = probabilities.Slice(row * levels, levels);
            ClassificationRows.Check(row, scores, labels[row]);
            _predicted[row] = Median(scores);
            _labelProbability[row] = scores[labels[row]];
        }
    }

    /// <summary>How many levels there are.</summary>
    public int Levels { get; }

    /// <summary>The label of each row.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>
    /// The median level of each row: the lowest that holds, with the levels below it, a probability of 0.5 or more. No other has a
    /// smaller expected distance from the label.
    /// </summary>
    public ReadOnlySpan<int> Predicted => _predicted;

    /// <summary>The probability given to the label of each row.</summary>
    public ReadOnlySpan<float> LabelProbability => _labelProbability;

    /// <summary>By how many levels the prediction of a row is off.</summary>
    /// <param name="row">From 0 to n - 1.</param>
    public int Distance(int row) => Math.Abs(_predicted[row] - _labels[row]);

    internal override bool SameRowsAs(ScoredRows other) =>
        other is OrdinalRows rows && Labels.SequenceEqual(rows.Labels) && Groups.SameAs(rows.Groups);

    private static int Median(ReadOnlySpan<float> scores)
    {
        var below = 0.0;
        for (var level = 0; level < scores.Length; level++)
        {
            below += scores[level];
            if (below >= 0.5)
            {
                return level;
            }
        }

        // Out of reach: the scores have sum 1.
        return scores.Length - 1;
    }
}
