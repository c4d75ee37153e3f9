using TransferKit.Evaluation.Metrics;

namespace TransferKit.Evaluation;

/// <summary>All metrics of an ordinal task on one set of labelled rows.</summary>
public sealed record OrdinalEvaluation : TaskEvaluation
{
    /// <summary>How often each level was predicted as each level.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Measures a set.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static OrdinalEvaluation Of(OrdinalRows rows, BootstrapOptions? options = null) => new()
    {
        N = rows.Count,
        Metrics = Measure(OrdinalMetrics.All, metric => metric.Measure(rows, options)),
        Confusion = new ConfusionMatrix(rows),
    };

    /// <summary>Measures the held-out rows of all folds together, as <see cref="CrossValidation"/> does.</summary>
    /// <param name="heldOut">The held-out rows of all folds, each once.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static OrdinalEvaluation OfFolds(OrdinalRows heldOut, BootstrapOptions? options = null) => new()
    {
        N = heldOut.Count,
        Metrics = Measure(OrdinalMetrics.All, metric => CrossValidation.Measure(metric, heldOut, options)),
        Confusion = new ConfusionMatrix(heldOut),
    };

    /// <inheritdoc/>
    public override OrdinalEvaluation AsSelected() => this with { Metrics = SelectedMetrics() };

    /// <summary>Such as <c>kappa 0.713 [0.640, 0.772], n = 240</c>.</summary>
    public override string ToString() => this["kappa"] is { } kappa ? $"kappa {kappa}"
        : N == 0 ? "no labelled rows"
        : "all labels and predictions are one level";
}
