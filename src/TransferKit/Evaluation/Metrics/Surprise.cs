namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// -ln(probability), in nats. Probabilities count as at least 2^-23, the step of float32 at 1, as scikit-learn clips float32 scores.
/// </summary>
internal static class Surprise
{
    private const double SmallestProbability = 1.0 / (1 << 23);

    /// <summary>Between which values it lies: 0 to 15.94.</summary>
    public static FigureRange Range => new(0, -Math.Log(SmallestProbability));

    public static double At(double probability) => -Math.Log(Math.Clamp(probability, SmallestProbability, 1));
}
