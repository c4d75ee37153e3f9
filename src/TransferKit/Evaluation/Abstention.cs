using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>What a model reaches when it answers only where its largest probability is at least a threshold.</summary>
/// <param name="Threshold">The largest probability below which it abstains, 0 to 1.</param>
/// <param name="Coverage">The share of rows that it answers.</param>
/// <param name="Accuracy">The share of those that are right; null when it answers none.</param>
public readonly record struct Abstention(double Threshold, Interval Coverage, Interval? Accuracy)
{
    private const int CurveSteps = 20;

    /// <summary>Coverage and accuracy at a threshold, with Wilson's intervals; null without rows.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="threshold">0 to 1; a row whose largest probability is below it gets no answer.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    /// <exception cref="InvalidOptionsException">The threshold is out of its range.</exception>
    public static Abstention? At(ClassificationRows rows, double threshold, double level = 0.95)
    {
        if (threshold is not (>= 0 and <= 1))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'abstain-below' is {threshold}; allowed: 0 to 1"));
        }

        var answered = rows.Confidence.ToArray().Select(confidence => confidence >= threshold).ToArray();
        var right = Enumerable.Range(0, rows.Count).Select(rows.IsRight).ToArray();
        return Proportion.Of(answered, rows.Groups, level) is { } coverage
            ? new Abstention(threshold, coverage, Proportion.Of(right, answered, rows.Groups, level))
            : null;
    }

    /// <summary>Coverage against accuracy at the thresholds 0, 0.05 ... 1, as far as any row is answered.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    public static IReadOnlyList<Abstention> Curve(ClassificationRows rows, double level = 0.95) =>
    [
        .. Enumerable.Range(0, CurveSteps + 1)
            .Select(step => At(rows, (double)step / CurveSteps, level))
            .OfType<Abstention>()
            .TakeWhile(point => point.Accuracy is not null),
    ];
}
