namespace TransferKit.Evaluation.Metrics;

/// <summary>The metrics of ordinal tasks.</summary>
public static class OrdinalMetrics
{
    /// <summary>Quadratic weighted kappa.</summary>
    public static KappaMetric Kappa { get; } = new();

    /// <summary>The share of rows that are right.</summary>
    public static OrdinalAccuracyMetric Accuracy { get; } = new();

    /// <summary>By how many levels predictions are off, in the mean.</summary>
    public static OrdinalMeanAbsoluteErrorMetric MeanAbsoluteError { get; } = new();

    /// <summary>The mean surprise at the labels, in nats.</summary>
    public static OrdinalLogLossMetric LogLoss { get; } = new();

    /// <summary>All of them, in the order in which they are printed; the first is the default.</summary>
    public static IReadOnlyList<Metric<OrdinalRows>> All { get; } = [Kappa, Accuracy, MeanAbsoluteError, LogLoss];
}
