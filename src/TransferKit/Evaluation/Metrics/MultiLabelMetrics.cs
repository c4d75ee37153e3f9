namespace TransferKit.Evaluation.Metrics;

/// <summary>The metrics of multi-label tasks.</summary>
public static class MultiLabelMetrics
{
    /// <summary>The mean F1 of the labels.</summary>
    public static MultiLabelMacroF1Metric MacroF1 { get; } = new();

    /// <summary>The mean average precision of the labels.</summary>
    public static AveragePrecisionMetric AveragePrecision { get; } = new();

    /// <summary>The share of labels of rows that are right.</summary>
    public static MultiLabelAccuracyMetric Accuracy { get; } = new();

    /// <summary>The mean surprise at what is so, in nats.</summary>
    public static MultiLabelLogLossMetric LogLoss { get; } = new();

    /// <summary>All of them, in the order in which they are printed; the first is the default.</summary>
    public static IReadOnlyList<Metric<MultiLabelRows>> All { get; } = [MacroF1, AveragePrecision, Accuracy, LogLoss];
}
