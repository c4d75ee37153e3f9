namespace TransferKit.Evaluation;

/// <summary>Labelled rows of a classification task with the probabilities that a model gave.</summary>
public sealed class ClassificationRows : ScoredRows
{
    // Float32 softmax over thousands of classes stays well within this.
    private const double SumTolerance = 1e-3;

    private readonly int[] _labels;
    private readonly int[] _predicted;
    private readonly float[] _confidence;
    private readonly float[] _labelProbability;
    private readonly double[] _costs;
    private readonly CostMatrix? _matrix;

    /// <summary>Reads the rows; nothing refers to the arrays afterwards.</summary>
    /// <param name="probabilities">Shape [n, classes], row-major, each row in 0..1 with sum 1.</param>
    /// <param name="labels">Shape [n], each from 0 to classes - 1.</param>
    /// <param name="classes">How many classes there are, at least 1.</param>
    /// <param name="groups">Shape [n], the group of each row, or null when every row stands alone.</param>
    /// <param name="costs">What wrong answers cost, in the order of the classes, or null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="InvalidScoresException">A row holds no probabilities, or a label is no class.</exception>
    public ClassificationRows(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes, IReadOnlyList<string?>? groups = null, CostMatrix? costs = null)
        : base(labels.Length, groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (probabilities.Length != (long)labels.Length * classes)
        {
            throw new ArgumentException(
                $"{probabilities.Length} probabilities for {labels.Length} rows of {classes} classes", nameof(probabilities));
        }

        Classes = classes;
        _labels = labels.ToArray();
        _predicted = new int[labels.Length];
        _confidence = new float[labels.Length];
        _labelProbability = new float[labels.Length];
        _matrix = costs;
        _costs = new double[costs is null ? 0 : labels.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            var scores = probabilities.Slice(row * classes, classes);
            Check(row, scores, labels[row]);
            _predicted[row] = IndexOfLargest(scores);
            _confidence[row] = scores[_predicted[row]];
            _labelProbability[row] = scores[labels[row]];
            if (costs is not null)
            {
                _costs[row] = costs[labels[row], costs.Decide(scores)];
            }
        }
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>The label of each row.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The class with the largest probability in each row, the first of equals.</summary>
    public ReadOnlySpan<int> Predicted => _predicted;

    /// <summary>The largest probability of each row.</summary>
    public ReadOnlySpan<float> Confidence => _confidence;

    /// <summary>The probability given to the label of each row.</summary>
    public ReadOnlySpan<float> LabelProbability => _labelProbability;

    /// <summary>Whether the rows were read with costs.</summary>
    internal bool HasCosts => _matrix is not null;

    /// <summary>What the answer of the least expected cost turns out to cost in each row; empty where rows were read without costs.</summary>
    internal ReadOnlySpan<double> CostOfRows => _costs;

    /// <summary>The largest cost that a row may have.</summary>
    internal double LargestCost => _matrix?.Largest ?? 0;

    /// <summary>Whether the predicted class of a row is its label.</summary>
    /// <param name="row">From 0 to n - 1.</param>
    public bool IsRight(int row) => _predicted[row] == _labels[row];

    internal override bool SameRowsAs(ScoredRows other) =>
        other is ClassificationRows rows && Labels.SequenceEqual(rows.Labels) && Groups.SameAs(rows.Groups);

    private static int IndexOfLargest(ReadOnlySpan<float> scores)
    {
        var largest = 0;
        for (var index = 1; index < scores.Length; index++)
        {
            largest = scores[index] > scores[largest] ? index : largest;
        }

        return largest;
    }

    /// <summary>Checks that a row holds probabilities of classes, or of levels, and that its label is one of them.</summary>
    internal static void Check(int row, ReadOnlySpan<float> scores, int label)
    {
        if (label < 0 || label >= scores.Length)
        {
            throw new InvalidScoresException($"row {row} has label {label}; allowed: 0 to {scores.Length - 1}");
        }

        var sum = 0.0;
        for (var index = 0; index < scores.Length; index++)
        {
            // Written so that a NaN fails too.
            if (!(scores[index] >= 0 && scores[index] <= 1 + SumTolerance))
            {
                throw new InvalidScoresException(FormattableString.Invariant(
                    $"row {row} gives class {index} probability {scores[index]}; allowed: 0 to 1 (did training diverge?)"));
            }

            sum += scores[index];
        }

        if (Math.Abs(sum - 1) > SumTolerance)
        {
            throw new InvalidScoresException(FormattableString.Invariant(
                $"the probabilities of row {row} have sum {sum:0.####}; it must be 1 (were logits given?)"));
        }
    }
}
