using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Commands.Train;
using TransferKit.Evaluation;
using TransferKit.Strategy.Curves;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What <c>compare --sizes --json</c> prints.</summary>
/// <param name="Arms">None: sizes are compared.</param>
/// <param name="Pairs">None.</param>
/// <param name="Curve">The curve of the first task.</param>
/// <param name="Curves">The curves of all tasks.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Retrained">What was trained of it.</param>
/// <param name="Images">How many images there are.</param>
/// <param name="Quarantined">Images that could not be used.</param>
/// <param name="Majority">The share of the most frequent class of each classification task.</param>
/// <param name="Augmentation">How training images were changed; null where they were not.</param>
/// <param name="Folds">The folds of each seed.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Threads">The threads.</param>
/// <param name="Seconds">How long it all took.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
internal sealed record CurveDocument(
    IReadOnlyList<ArmDocument> Arms, IReadOnlyList<PairDocument> Pairs, TaskCurveDocument Curve, IReadOnlyList<TaskCurveDocument> Curves, string Backbone, string Retrained,
    int Images, IReadOnlyList<QuarantinedDocument> Quarantined, IReadOnlyDictionary<string, double> Majority, AugmentationDocument? Augmentation, int Folds,
    IReadOnlyList<int> Seeds, int Threads, double Seconds, IReadOnlyList<string> Notes)
{
    /// <summary>The document of a report.</summary>
    public static CurveDocument Of(CurveReport report)
    {
        TaskCurveDocument[] curves = [.. report.Result.Curves.Select(TaskCurveDocument.Of)];
        return new(
            [], [], curves[0], curves, report.Backbone, report.Retrained, report.Images, report.Quarantined, report.Result.Majority, report.Augmentation, report.Result.Folds,
            report.Result.Seeds, report.Threads, report.Seconds, report.Notes);
    }
}

/// <summary>The curve of a task.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Metric">The figure that errors are made of.</param>
/// <param name="Points">What was measured.</param>
/// <param name="Law">error = a + b n^-c; null where none is fitted.</param>
/// <param name="Predictions">What the law says of more images.</param>
/// <param name="Check">The law of the smaller sizes against the largest; null with fewer than four sizes.</param>
/// <param name="Target">The images that <c>--target-error</c> needs; null where it is not given.</param>
/// <param name="Sentences">What it tells.</param>
internal sealed record TaskCurveDocument(
    string Task, string Metric, IReadOnlyList<CurvePointDocument> Points, PowerLaw? Law, IReadOnlyList<CurvePrediction> Predictions, CurveCheck? Check, CurveTarget? Target,
    IReadOnlyList<string> Sentences)
{
    /// <summary>The document of a curve.</summary>
    public static TaskCurveDocument Of(TaskCurve curve) => new(
        curve.Task.Name, curve.Metric, [.. curve.Points.Select(point => new CurvePointDocument(point.Size, point.Images, point.Error, point.Train, point.Seconds))],
        curve.Law, curve.Predictions, curve.Check, curve.Target, curve.Sentences);
}

/// <summary>What models of one size reached.</summary>
/// <param name="Size">The training images asked for.</param>
/// <param name="Images">How many they were, the mean over folds and seeds.</param>
/// <param name="Error">The error on held-out images.</param>
/// <param name="Train">The error on those that were learned from.</param>
/// <param name="Seconds">Training and scoring, a fold model.</param>
internal sealed record CurvePointDocument(int Size, double Images, Interval? Error, Interval? Train, double Seconds);
