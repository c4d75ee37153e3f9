namespace TransferKit.Evaluation.Metrics;

/// <summary>The metrics of regression tasks.</summary>
public static class RegressionMetrics
{
    /// <summary>The mean absolute error.</summary>
    public static MeanAbsoluteErrorMetric MeanAbsoluteError { get; } = new();

    /// <summary>The root of the mean squared error.</summary>
    public static RootMeanSquaredErrorMetric RootMeanSquaredError { get; } = new();

    /// <summary>R2, the share of variance explained.</summary>
    public static DeterminationMetric Determination { get; } = new();

    /// <summary>All of them, in the order in which they are printed; the first is the default.</summary>
    public static IReadOnlyList<Metric<RegressionRows>> All { get; } =
        [MeanAbsoluteError, RootMeanSquaredError, Determination];
}
