using System.Globalization;
using TransferKit.Evaluation.Metrics;

namespace TransferKit.Evaluation;

/// <summary>All metrics of a classification task on one set of labelled rows.</summary>
public sealed record ClassificationEvaluation : TaskEvaluation
{
    /// <summary>How often each class was predicted as each class.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>The recall of each class, in the order of classes; null for a class without rows.</summary>
    public required IReadOnlyList<Interval?> Recall { get; init; }

    /// <summary>The share of the most frequent label; null without rows.</summary>
    public double? Majority => Confusion.Majority;

    /// <summary>Measures a set.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static ClassificationEvaluation Of(ClassificationRows rows, BootstrapOptions? options = null) =>
        Of(rows, metric => metric.Measure(rows, options), options);

    /// <summary>Measures the held-out rows of all folds together, as <see cref="CrossValidation"/> does.</summary>
    /// <param name="heldOut">The held-out rows of all folds, each once.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static ClassificationEvaluation OfFolds(ClassificationRows heldOut, BootstrapOptions? options = null) =>
        Of(heldOut, metric => CrossValidation.Measure(metric, heldOut, options), options);

    /// <inheritdoc/>
    public override ClassificationEvaluation AsSelected() => this with { Metrics = SelectedMetrics() };

    /// <summary>Such as <c>accuracy 0.913 [0.870, 0.942], n = 240, majority 0.250</c>.</summary>
    public override string ToString() => this["accuracy"] is { } accuracy
        ? string.Create(CultureInfo.InvariantCulture, $"accuracy {accuracy}, majority {Majority:0.000}")
        : "no labelled rows";

    private static ClassificationEvaluation Of(
        ClassificationRows rows, Func<Metric<ClassificationRows>, Interval?> measure, BootstrapOptions? options)
    {
        var confusion = new ConfusionMatrix(rows);
        var level = (options ?? BootstrapOptions.Default).Level;
        return new ClassificationEvaluation
        {
            N = rows.Count,
            Metrics = Measure(rows.HasCosts ? [.. ClassificationMetrics.All, ClassificationMetrics.Cost] : ClassificationMetrics.All, measure),
            Confusion = confusion,
            Recall = [.. Enumerable.Range(0, rows.Classes).Select(label => confusion.Recall(label, level))],
        };
    }
}
