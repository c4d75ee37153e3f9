using TransferKit.Evaluation;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Curves;

/// <summary>How the error of one task falls with the number of training images.</summary>
public sealed record TaskCurve
{
    /// <summary>The task.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The figure that errors are made of: an error is one less accuracy, macro-f1 or kappa, and mae as it is.</summary>
    public required string Metric { get; init; }

    /// <summary>What was measured, by ascending size.</summary>
    public required IReadOnlyList<CurvePoint> Points { get; init; }

    /// <summary>The law; null with fewer than three sizes, or where an error cannot be measured.</summary>
    public required PowerLaw? Law { get; init; }

    /// <summary>What the law says of two and four times the largest size; empty without a law.</summary>
    public required IReadOnlyList<CurvePrediction> Predictions { get; init; }

    /// <summary>How the law of the smaller sizes told the largest; null with fewer than four sizes.</summary>
    public required CurveCheck? Check { get; init; }

    /// <summary>How many images <see cref="LearningCurveOptions.TargetError"/> takes; null where none is wanted or there is no law.</summary>
    public required CurveTarget? Target { get; init; }

    /// <summary>Tells the law's interval at any size; null without a law.</summary>
    internal CurveFit? Fit { get; private init; }

    /// <summary>What it tells, a sentence each.</summary>
    public IReadOnlyList<string> Sentences => [.. CurveSentences.Of(this)];

    /// <summary>Fits the law to what was measured.</summary>
    /// <param name="task">The task.</param>
    /// <param name="metric">Its figure.</param>
    /// <param name="points">What was measured, by ascending size.</param>
    /// <param name="resamples">The errors of each resample, in the order of the points.</param>
    /// <param name="target">An error to tell the number of images for, or null.</param>
    internal static TaskCurve Of(LearningTask task, string metric, IReadOnlyList<CurvePoint> points, IReadOnlyList<double[]> resamples, double? target)
    {
        CurveFit? fit = null, before = null;
        if (points.Count >= PowerLawFit.LeastSizes && points.All(point => point.Error is not null))
        {
            double[] sizes = [.. points.Select(point => point.Images)];
            double[] errors = [.. points.Select(point => point.Error!.Value.Value)];
            var (images, level) = (points[0].Error!.Value.N, points[0].Error!.Value.Level);
            fit = new(sizes, errors, resamples, images, level);
            before = points.Count > PowerLawFit.LeastSizes ? new(sizes[..^1], errors[..^1], resamples, images, level) : null;
        }

        var largest = points[^1];
        return new()
        {
            Task = task,
            Metric = metric,
            Points = points,
            Law = fit?.Law,
            Fit = fit,
            Predictions = fit is null ? [] : [.. new[] { 2, 4 }.Select(times => new CurvePrediction(times * largest.Size, fit.At(times * largest.Images)))],
            Check = before is null ? null : new(largest.Size, before.At(largest.Images), largest.Error!.Value),
            Target = target is { } error ? fit?.SizeFor(error) : null,
        };
    }
}
