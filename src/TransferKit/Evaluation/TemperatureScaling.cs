using System.Numerics.Tensors;
using MathNet.Numerics.RootFinding;

namespace TransferKit.Evaluation;

/// <summary>
/// One number that logits are divided by before softmax, so that confidence meets accuracy without changing any prediction (Guo et
/// al. 2017). Fitted by the log loss of held-out rows, which is convex in 1 / temperature.
/// </summary>
public sealed record TemperatureScaling
{
    // Beyond these, probabilities are all but 0 and 1, or all but equal.
    private const double Lowest = 0.01;
    private const double Highest = 100;

    private TemperatureScaling()
    {
    }

    /// <summary>The temperature.</summary>
    /// <value>0.01 to 100; above 1 the model was too sure; 1 when there was nothing to fit.</value>
    public required double Temperature { get; init; }

    /// <summary>The rows before scaling.</summary>
    public required ClassificationRows Before { get; init; }

    /// <summary>The rows after scaling; figures of these rows are optimistic, for they chose the temperature.</summary>
    public required ClassificationRows After { get; init; }

    /// <summary>Fits a temperature.</summary>
    /// <param name="logits">Shape [n, classes], row-major, finite.</param>
    /// <param name="labels">Shape [n], each from 0 to classes - 1.</param>
    /// <param name="classes">How many classes there are, at least 1.</param>
    /// <param name="groups">Shape [n], the group of each row, or null when every row stands alone.</param>
    /// <returns>Temperature 1 without rows, or when every row is right: then log loss has no minimum.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="InvalidScoresException">A logit is not finite, or a label is no class.</exception>
    public static TemperatureScaling Fit(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, int classes, IReadOnlyList<string?>? groups = null)
    {
        var before = new ClassificationRows(Softmax(logits, classes, 1), labels, classes, groups);
        var temperature = Minimum(logits.ToArray(), labels.ToArray(), classes);
        return new TemperatureScaling
        {
            Temperature = temperature,
            Before = before,
            After = new ClassificationRows(Softmax(logits, classes, temperature), labels, classes, groups),
        };
    }

    /// <summary>Probabilities of logits at a temperature.</summary>
    /// <param name="logits">Shape [n, classes], row-major, finite.</param>
    /// <param name="classes">How many classes there are, at least 1.</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns>Shape [n, classes], row-major.</returns>
    /// <exception cref="InvalidScoresException">A logit is not finite.</exception>
    public static float[] Softmax(ReadOnlySpan<float> logits, int classes, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        var probabilities = new float[logits.Length];
        var row = new double[classes];
        for (var start = 0; start + classes <= logits.Length; start += classes)
        {
            var scores = logits.Slice(start, classes);
            if (!float.IsFinite(TensorPrimitives.MaxMagnitude(scores)))
            {
                throw new InvalidScoresException($"the logits of row {start / classes} are not finite (did training diverge?)");
            }

            Softmax(scores, 1 / temperature, row);
            TensorPrimitives.ConvertTruncating<double, float>(row, probabilities.AsSpan(start));
        }

        return probabilities;
    }

    private static double Minimum(float[] logits, int[] labels, int classes)
    {
        var hottest = Slope(logits, labels, classes, 1 / Highest);
        var coldest = Slope(logits, labels, classes, 1 / Lowest);
        // The slope rises with 1 / temperature. Still falling at the coldest: every row is right (or there is none).
        if (coldest <= 0)
        {
            return 1;
        }

        return hottest >= 0
            ? Highest
            : Math.Exp(Brent.FindRoot(x => Slope(logits, labels, classes, Math.Exp(-x)), Math.Log(Lowest), Math.Log(Highest), 1e-9));
    }

    // The derivative of the summed log loss by 1 / temperature: expected logit minus the label's logit.
    private static double Slope(float[] logits, int[] labels, int classes, double inverseTemperature)
    {
        var row = new double[classes];
        var slope = 0.0;
        for (var index = 0; index < labels.Length; index++)
        {
            var scores = logits.AsSpan(index * classes, classes);
            Softmax(scores, inverseTemperature, row);
            for (var label = 0; label < classes; label++)
            {
                slope += row[label] * (scores[label] - scores[labels[index]]);
            }
        }

        return slope;
    }

    private static void Softmax(ReadOnlySpan<float> logits, double inverseTemperature, double[] probabilities)
    {
        var (largest, sum) = (TensorPrimitives.Max(logits), 0.0);
        for (var index = 0; index < logits.Length; index++)
        {
            probabilities[index] = Math.Exp((logits[index] - largest) * inverseTemperature);
            sum += probabilities[index];
        }

        for (var index = 0; index < logits.Length; index++)
        {
            probabilities[index] /= sum;
        }
    }
}
