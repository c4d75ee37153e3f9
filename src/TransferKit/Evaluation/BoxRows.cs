using TransferKit.Imaging;

namespace TransferKit.Evaluation;

/// <summary>Labelled rows of a box task with the boxes that a model gave, both in shares of the pictures' sides.</summary>
public sealed class BoxRows : ScoredRows
{
    private readonly Box[] _predictions;
    private readonly Box[] _labels;

    /// <summary>Reads the rows; nothing refers to the arrays afterwards.</summary>
    /// <param name="predictions">The box that the model gave each row, its numbers finite.</param>
    /// <param name="labels">The box of each row, its numbers finite.</param>
    /// <param name="groups">The group of each row, or null when every row stands alone.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    /// <exception cref="InvalidScoresException">A number is not finite.</exception>
    public BoxRows(ReadOnlySpan<Box> predictions, ReadOnlySpan<Box> labels, IReadOnlyList<string?>? groups = null)
        : base(labels.Length, groups)
    {
        if (predictions.Length != labels.Length)
        {
            throw new ArgumentException($"{predictions.Length} predictions for {labels.Length} labels", nameof(predictions));
        }

        for (var row = 0; row < labels.Length; row++)
        {
            if (!IsFinite(predictions[row]) || !IsFinite(labels[row]))
            {
                throw new InvalidScoresException(FormattableString.Invariant(
                    $"row {row} has prediction {predictions[row]} and label {labels[row]}; all numbers must be finite"));
            }
        }

        _predictions = predictions.ToArray();
        _labels = labels.ToArray();
    }

    /// <summary>The box that the model gave each row.</summary>
    public ReadOnlySpan<Box> Predictions => _predictions;

    /// <summary>The label of each row.</summary>
    public ReadOnlySpan<Box> Labels => _labels;

    /// <summary>How far a row's box and its label are the same: <see cref="Box.IntersectionOverUnion"/>.</summary>
    internal double Overlap(int row) => _predictions[row].IntersectionOverUnion(_labels[row]);

    internal override bool SameRowsAs(ScoredRows other) =>
        other is BoxRows rows && Labels.SequenceEqual(rows.Labels) && Groups.SameAs(rows.Groups);

    private static bool IsFinite(Box box) =>
        double.IsFinite(box.XMin) && double.IsFinite(box.YMin) && double.IsFinite(box.XMax) && double.IsFinite(box.YMax);
}
