namespace TransferKit.Evaluation;

/// <summary>All metrics of a task on one set of labelled rows.</summary>
public abstract record TaskEvaluation
{
    private protected TaskEvaluation()
    {
    }

    /// <summary>How many labelled rows there were.</summary>
    public required int N { get; init; }

    /// <summary>Every metric of the task's kind by name, in the order of printing; null where it is not defined.</summary>
    public required IReadOnlyDictionary<string, Interval?> Metrics { get; init; }

    /// <summary>A metric by name.</summary>
    /// <param name="metric">Such as <c>macro-f1</c>.</param>
    /// <exception cref="KeyNotFoundException">The task's kind has no such metric.</exception>
    public Interval? this[string metric] => Metrics[metric];

    /// <summary>The same figures, marked as having chosen something, so that their intervals are optimistic.</summary>
    public abstract TaskEvaluation AsSelected();

    private protected static IReadOnlyDictionary<string, Interval?> Measure<TRows>(
        IReadOnlyList<Metric<TRows>> metrics, Func<Metric<TRows>, Interval?> measure)
        where TRows : ScoredRows
    {
        var figures = new OrderedDictionary<string, Interval?>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            figures.Add(metric.Name, measure(metric));
        }

        return figures;
    }

    private protected IReadOnlyDictionary<string, Interval?> SelectedMetrics() => new OrderedDictionary<string, Interval?>(
        Metrics.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is { } figure ? figure with { Selected = true } : (Interval?)null)),
        StringComparer.Ordinal);
}
