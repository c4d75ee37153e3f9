namespace TransferKit.Evaluation.Metrics;

/// <summary>The metrics of box tasks.</summary>
public static class BoxMetrics
{
    /// <summary>The mean intersection over union.</summary>
    public static IntersectionOverUnionMetric IntersectionOverUnion { get; } = new();

    /// <summary>The share of boxes that are found.</summary>
    public static FoundBoxesMetric FoundBoxes { get; } = new();

    /// <summary>All of them, in the order in which they are printed; the first is the default.</summary>
    public static IReadOnlyList<Metric<BoxRows>> All { get; } = [IntersectionOverUnion, FoundBoxes];
}
