using TransferKit.Evaluation.Metrics;

namespace TransferKit.Evaluation;

/// <summary>All metrics of a regression task on one set of labelled rows.</summary>
public sealed record RegressionEvaluation : TaskEvaluation
{
    /// <summary>Measures a set.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static RegressionEvaluation Of(RegressionRows rows, BootstrapOptions? options = null) => new()
    {
        N = rows.Count,
        Metrics = Measure(RegressionMetrics.All, metric => metric.Measure(rows, options)),
    };

    /// <summary>Measures the held-out rows of all folds together, as <see cref="CrossValidation"/> does.</summary>
    /// <param name="heldOut">The held-out rows of all folds, each once.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static RegressionEvaluation OfFolds(RegressionRows heldOut, BootstrapOptions? options = null) => new()
    {
        N = heldOut.Count,
        Metrics = Measure(RegressionMetrics.All, metric => CrossValidation.Measure(metric, heldOut, options)),
    };

    /// <inheritdoc/>
    public override RegressionEvaluation AsSelected() => this with { Metrics = SelectedMetrics() };

    /// <summary>Such as <c>mae 3.210 [2.870, 3.642], n = 240</c>.</summary>
    public override string ToString() => this["mae"] is { } error ? $"mae {error}" : "too few labelled rows";
}
