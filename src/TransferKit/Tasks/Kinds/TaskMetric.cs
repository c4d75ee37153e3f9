using TransferKit.Evaluation;

namespace TransferKit.Tasks.Kinds;

/// <summary>A metric on rows of its kind of task, whichever that is; and the same as an error: one less a figure of which more is better,
/// any other figure as it is.</summary>
internal abstract class TaskMetric
{
    private protected TaskMetric()
    {
    }

    /// <summary>The metric's name.</summary>
    public abstract string Name { get; }

    /// <summary>Whether more is better.</summary>
    public abstract bool HigherIsBetter { get; }

    /// <summary>What the error is called.</summary>
    public string ErrorName => HigherIsBetter ? $"1 - {Name}" : Name;

    /// <summary>All metrics of a kind.</summary>
    public static IReadOnlyList<TaskMetric> All<TRows>(IReadOnlyList<Metric<TRows>> metrics)
        where TRows : ScoredRows => [.. metrics.Select(metric => new OfRows<TRows>(metric))];

    /// <summary>The error of a figure.</summary>
    public double Error(double figure) => HigherIsBetter ? 1 - figure : figure;

    /// <summary>The error of a figure with its interval.</summary>
    public Interval Error(Interval figure) =>
        HigherIsBetter ? figure with { Value = 1 - figure.Value, Low = 1 - figure.High, High = 1 - figure.Low } : figure;

    /// <summary>The error over rows that several fold models were asked about.</summary>
    public Interval? Error(ScoredRows rows, BootstrapOptions options) => OfFolds(rows, options) is { } figure ? Error(figure) : null;

    /// <summary>The error without an interval; NaN where it is not defined.</summary>
    public double Error(ScoredRows rows) => Error(Figure(rows).Over(rows.Groups.UnitOfRow, rows.Groups.Count).Estimate);

    /// <summary>The metric as the mean of a value a row; null where it is none.</summary>
    public RowMean? Mean(ScoredRows rows) => Figure(rows) as RowMean;

    /// <summary>The figure before it is known which rows are drawn together.</summary>
    public abstract IRowFigure Figure(ScoredRows rows);

    /// <summary>The figure of one model's rows.</summary>
    public abstract Interval? Measure(ScoredRows rows, BootstrapOptions options);

    /// <summary>The figure over rows that several fold models were asked about.</summary>
    public abstract Interval? OfFolds(ScoredRows rows, BootstrapOptions options);

    /// <summary>The first figure less the second, on the same rows.</summary>
    public abstract Difference? SameRows(ScoredRows first, ScoredRows second, BootstrapOptions? options = null);

    /// <summary>The first figure less the second, on rows that have nothing to do with each other.</summary>
    public abstract Difference? Independent(ScoredRows first, ScoredRows second, BootstrapOptions? options = null);

    private sealed class OfRows<TRows>(Metric<TRows> metric) : TaskMetric
        where TRows : ScoredRows
    {
        public override string Name => metric.Name;

        public override bool HigherIsBetter => metric.HigherIsBetter;

        public override IRowFigure Figure(ScoredRows rows) => metric.Figure((TRows)rows);

        public override Interval? Measure(ScoredRows rows, BootstrapOptions options) => metric.Measure((TRows)rows, options);

        public override Interval? OfFolds(ScoredRows rows, BootstrapOptions options) => CrossValidation.Measure(metric, (TRows)rows, options);

        public override Difference? SameRows(ScoredRows first, ScoredRows second, BootstrapOptions? options = null) =>
            Comparison.SameRows(metric, (TRows)first, (TRows)second, options);

        public override Difference? Independent(ScoredRows first, ScoredRows second, BootstrapOptions? options = null) =>
            Comparison.Independent(metric, (TRows)first, (TRows)second, options);
    }
}
