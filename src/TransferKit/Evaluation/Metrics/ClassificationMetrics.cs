namespace TransferKit.Evaluation.Metrics;

/// <summary>The metrics of classification tasks.</summary>
public static class ClassificationMetrics
{
    /// <summary>The share of rows that are right.</summary>
    public static AccuracyMetric Accuracy { get; } = new();

    /// <summary>The mean recall of the classes.</summary>
    public static BalancedAccuracyMetric BalancedAccuracy { get; } = new();

    /// <summary>The mean F1 of the classes.</summary>
    public static MacroF1Metric MacroF1 { get; } = new();

    /// <summary>The mean surprise at the labels, in nats.</summary>
    public static LogLossMetric LogLoss { get; } = new();

    /// <summary>How far confidence is from accuracy.</summary>
    public static CalibrationErrorMetric CalibrationError { get; } = new();

    /// <summary>The mean cost of answers, of rows that were read with costs.</summary>
    public static CostMetric Cost { get; } = new();

    /// <summary>Those of all rows, in the order in which they are printed; the first is the default.</summary>
    public static IReadOnlyList<Metric<ClassificationRows>> All { get; } =
        [Accuracy, BalancedAccuracy, MacroF1, LogLoss, CalibrationError];
}
