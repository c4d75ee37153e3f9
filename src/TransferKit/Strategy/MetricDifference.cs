using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Tasks;

namespace TransferKit.Strategy;

/// <summary>The paired difference of a kind's main figure.</summary>
internal static class MetricDifference
{
    /// <summary>First minus second on the same rows.</summary>
    public static Difference? SameRows(TaskKind kind, ScoredRows first, ScoredRows second, BootstrapOptions? options = null) => kind switch
    {
        TaskKind.Classification => Comparison.SameRows(ClassificationMetrics.All[0], (ClassificationRows)first, (ClassificationRows)second, options),
        TaskKind.Regression => Comparison.SameRows(RegressionMetrics.All[0], (RegressionRows)first, (RegressionRows)second, options),
        TaskKind.MultiLabel => Comparison.SameRows(MultiLabelMetrics.All[0], (MultiLabelRows)first, (MultiLabelRows)second, options),
        TaskKind.Ordinal => Comparison.SameRows(OrdinalMetrics.All[0], (OrdinalRows)first, (OrdinalRows)second, options),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>First minus second on rows that have nothing to do with each other.</summary>
    public static Difference? Independent(TaskKind kind, ScoredRows first, ScoredRows second, BootstrapOptions? options = null) => kind switch
    {
        TaskKind.Classification => Comparison.Independent(ClassificationMetrics.All[0], (ClassificationRows)first, (ClassificationRows)second, options),
        TaskKind.Regression => Comparison.Independent(RegressionMetrics.All[0], (RegressionRows)first, (RegressionRows)second, options),
        TaskKind.MultiLabel => Comparison.Independent(MultiLabelMetrics.All[0], (MultiLabelRows)first, (MultiLabelRows)second, options),
        TaskKind.Ordinal => Comparison.Independent(OrdinalMetrics.All[0], (OrdinalRows)first, (OrdinalRows)second, options),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
