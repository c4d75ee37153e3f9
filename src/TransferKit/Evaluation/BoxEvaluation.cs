using System.Globalization;
using TransferKit.Evaluation.Metrics;
using TransferKit.Imaging;

namespace TransferKit.Evaluation;

/// <summary>All metrics of a box task on one set of labelled rows.</summary>
public sealed record BoxEvaluation : TaskEvaluation
{
    /// <summary>The mean intersection over union of one answer for all rows, the mean of their labels: what can be had without looking at a picture; null
    /// without rows.</summary>
    public required double? OfMeanBox { get; init; }

    /// <summary>Measures a set.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static BoxEvaluation Of(BoxRows rows, BootstrapOptions? options = null) => new()
    {
        N = rows.Count,
        Metrics = Measure(BoxMetrics.All, metric => metric.Measure(rows, options)),
        OfMeanBox = MeanBox(rows),
    };

    /// <summary>Measures the held-out rows of all folds together, as <see cref="CrossValidation"/> does.</summary>
    /// <param name="heldOut">The held-out rows of all folds, each once.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    public static BoxEvaluation OfFolds(BoxRows heldOut, BootstrapOptions? options = null) => new()
    {
        N = heldOut.Count,
        Metrics = Measure(BoxMetrics.All, metric => CrossValidation.Measure(metric, heldOut, options)),
        OfMeanBox = MeanBox(heldOut),
    };

    /// <inheritdoc/>
    public override BoxEvaluation AsSelected() => this with { Metrics = SelectedMetrics() };

    /// <summary>Such as <c>iou 0.813 [0.770, 0.842], n = 240, mean box 0.250</c>.</summary>
    public override string ToString() => this["iou"] is { } overlap
        ? string.Create(CultureInfo.InvariantCulture, $"iou {overlap}, mean box {OfMeanBox:0.000}")
        : "no labelled rows";

    private static double? MeanBox(BoxRows rows)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var labels = rows.Labels.ToArray();
        var mean = new Box(labels.Average(box => box.XMin), labels.Average(box => box.YMin), labels.Average(box => box.XMax), labels.Average(box => box.YMax));
        return labels.Average(mean.IntersectionOverUnion);
    }
}
