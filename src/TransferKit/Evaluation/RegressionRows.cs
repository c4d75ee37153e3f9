namespace TransferKit.Evaluation;

/// <summary>Labelled rows of a regression task with the values that a model gave, both in the user's units.</summary>
public sealed class RegressionRows : ScoredRows
{
    private readonly double[] _predictions;
    private readonly double[] _labels;

    /// <summary>Reads the rows; nothing refers to the arrays afterwards.</summary>
    /// <param name="predictions">Shape [n], finite.</param>
    /// <param name="labels">Shape [n], finite.</param>
    /// <param name="groups">Shape [n], the group of each row, or null when every row stands alone.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="InvalidScoresException">A value is not finite.</exception>
    public RegressionRows(
        ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, IReadOnlyList<string?>? groups = null)
        : base(labels.Length, groups)
    {
        if (predictions.Length != labels.Length)
        {
            throw new ArgumentException($"{predictions.Length} predictions for {labels.Length} labels", nameof(predictions));
        }

        for (var row = 0; row < labels.Length; row++)
        {
            if (!double.IsFinite(predictions[row]) || !double.IsFinite(labels[row]))
            {
                throw new InvalidScoresException(FormattableString.Invariant(
                    $"row {row} has prediction {predictions[row]} and label {labels[row]}; both must be finite"));
            }
        }

        _predictions = predictions.ToArray();
        _labels = labels.ToArray();
    }

    /// <summary>The value that the model gave each row.</summary>
    public ReadOnlySpan<double> Predictions => _predictions;

    /// <summary>The label of each row.</summary>
    public ReadOnlySpan<double> Labels => _labels;

    internal override bool SameRowsAs(ScoredRows other) =>
        other is RegressionRows rows && Labels.SequenceEqual(rows.Labels) && Groups.SameAs(rows.Groups);
}
