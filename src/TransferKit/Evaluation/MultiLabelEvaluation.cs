using TransferKit.Evaluation.Metrics;

namespace TransferKit.Evaluation;

/// <summary>All metrics of a multi-label task on one set of labelled rows.</summary>
public sealed record MultiLabelEvaluation : TaskEvaluation
{
    /// <summary>The F1 of each label, in the order of labels; null for a label that is true in no row.</summary>
    public required IReadOnlyList<Interval?> PerLabel { get; init; }

    /// <summary>Measures a set.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static MultiLabelEvaluation Of(MultiLabelRows rows, BootstrapOptions? options = null) =>
        Of(rows, metric => metric.Measure(rows, options), options);

    /// <summary>Measures the held-out rows of all folds together, as <see cref="CrossValidation"/> does.</summary>
    /// <param name="heldOut">The held-out rows of all folds, each once.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static MultiLabelEvaluation OfFolds(MultiLabelRows heldOut, BootstrapOptions? options = null) =>
        Of(heldOut, metric => CrossValidation.Measure(metric, heldOut, options), options);

    /// <inheritdoc/>
    public override MultiLabelEvaluation AsSelected() => this with
    {
        Metrics = SelectedMetrics(),
        PerLabel = [.. PerLabel.Select(figure => figure is { } found ? found with { Selected = true } : (Interval?)null)],
    };

    /// <summary>Such as <c>macro-f1 0.713 [0.670, 0.754], n = 240</c>.</summary>
    public override string ToString() => this["macro-f1"] is { } score ? $"macro-f1 {score}"
        : N == 0 ? "no labelled rows"
        : "no label is true or predicted";

    private static MultiLabelEvaluation Of(
        MultiLabelRows rows, Func<Metric<MultiLabelRows>, Interval?> measure, BootstrapOptions? options) => new()
        {
            N = rows.Count,
            Metrics = Measure(MultiLabelMetrics.All, measure),
            PerLabel = [.. Enumerable.Range(0, rows.LabelCount).Select(label => F1(rows, label, options ?? BootstrapOptions.Default))],
        };

    private static Interval? F1(MultiLabelRows rows, int label, BootstrapOptions options) =>
        Enumerable.Range(0, rows.Count).Any(row => rows.IsTrue(row, label))
            ? Bootstrap.Interval(
                new LabelTotals(rows, [label]).Over(rows.Groups.UnitOfRow, rows.Groups.Count), rows.Count, options, $"f1\n{label}")
            : null;
}
