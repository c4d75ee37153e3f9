using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Strategy;

/// <summary>The figure that sums a task up, as an error: one less a share, and an error in the user's units as it is.</summary>
/// <param name="kind">The task's kind.</param>
internal sealed class MainMetric(TaskKind kind)
{
    private bool HigherIsBetter => KindRules.Of(kind).HigherIsBetter;

    /// <summary>The figure's name.</summary>
    public string Name => KindRules.Of(kind).Metrics[0];

    /// <summary>The error of a figure.</summary>
    public double Error(double figure) => HigherIsBetter ? 1 - figure : figure;

    /// <summary>The error over rows that several fold models were asked about.</summary>
    public Interval? Error(ScoredRows rows, BootstrapOptions options) => Measure(rows, options) is { } figure ? Error(figure) : null;

    /// <summary>The error of a figure with its interval.</summary>
    public Interval Error(Interval figure) =>
        HigherIsBetter ? figure with { Value = 1 - figure.Value, Low = 1 - figure.High, High = 1 - figure.Low } : figure;

    /// <summary>The figure before it is known which rows are drawn together.</summary>
    public IRowFigure Figure(ScoredRows rows) => kind switch
    {
        TaskKind.Classification => ClassificationMetrics.All[0].Figure((ClassificationRows)rows),
        TaskKind.Regression => RegressionMetrics.All[0].Figure((RegressionRows)rows),
        TaskKind.MultiLabel => MultiLabelMetrics.All[0].Figure((MultiLabelRows)rows),
        TaskKind.Ordinal => OrdinalMetrics.All[0].Figure((OrdinalRows)rows),
        _ => throw new InvalidOperationException($"No figure sums up tasks of the kind {kind}."),
    };

    /// <summary>The first figure less the second, on the same rows.</summary>
    public Difference? SameRows(ScoredRows first, ScoredRows second, BootstrapOptions? options = null) => kind switch
    {
        TaskKind.Classification => Comparison.SameRows(ClassificationMetrics.All[0], (ClassificationRows)first, (ClassificationRows)second, options),
        TaskKind.Regression => Comparison.SameRows(RegressionMetrics.All[0], (RegressionRows)first, (RegressionRows)second, options),
        TaskKind.MultiLabel => Comparison.SameRows(MultiLabelMetrics.All[0], (MultiLabelRows)first, (MultiLabelRows)second, options),
        TaskKind.Ordinal => Comparison.SameRows(OrdinalMetrics.All[0], (OrdinalRows)first, (OrdinalRows)second, options),
        _ => throw new InvalidOperationException($"No figure sums up tasks of the kind {kind}."),
    };

    /// <summary>The first figure less the second, on rows that have nothing to do with each other.</summary>
    public Difference? Independent(ScoredRows first, ScoredRows second, BootstrapOptions? options = null) => kind switch
    {
        TaskKind.Classification => Comparison.Independent(ClassificationMetrics.All[0], (ClassificationRows)first, (ClassificationRows)second, options),
        TaskKind.Regression => Comparison.Independent(RegressionMetrics.All[0], (RegressionRows)first, (RegressionRows)second, options),
        TaskKind.MultiLabel => Comparison.Independent(MultiLabelMetrics.All[0], (MultiLabelRows)first, (MultiLabelRows)second, options),
        TaskKind.Ordinal => Comparison.Independent(OrdinalMetrics.All[0], (OrdinalRows)first, (OrdinalRows)second, options),
        _ => throw new InvalidOperationException($"No figure sums up tasks of the kind {kind}."),
    };

    private Interval? Measure(ScoredRows rows, BootstrapOptions options) => kind switch
    {
        TaskKind.Classification => CrossValidation.Measure(ClassificationMetrics.All[0], (ClassificationRows)rows, options),
        TaskKind.Regression => CrossValidation.Measure(RegressionMetrics.All[0], (RegressionRows)rows, options),
        TaskKind.MultiLabel => CrossValidation.Measure(MultiLabelMetrics.All[0], (MultiLabelRows)rows, options),
        TaskKind.Ordinal => CrossValidation.Measure(OrdinalMetrics.All[0], (OrdinalRows)rows, options),
        _ => throw new InvalidOperationException($"No figure sums up tasks of the kind {kind}."),
    };
}
