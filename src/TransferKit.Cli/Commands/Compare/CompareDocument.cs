using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Commands.Train;
using TransferKit.Evaluation;
using TransferKit.MultiTask;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What <c>compare --json</c> prints.</summary>
internal sealed record CompareDocument(
    IReadOnlyList<ArmDocument> Arms,
    IReadOnlyList<PairDocument> Pairs,
    IReadOnlyList<string> Conclusions,
    IReadOnlyList<ContractChoice>? Contract,
    SharingDocument? Sharing,
    string Backbone,
    int Images,
    IReadOnlyList<QuarantinedDocument> Quarantined,
    IReadOnlyDictionary<string, double> Majority,
    AugmentationDocument? Augmentation,
    int Folds,
    IReadOnlyList<int> Seeds,
    int Threads,
    double Seconds,
    IReadOnlyList<string> Notes)
{
    /// <summary>The document of a report.</summary>
    public static CompareDocument Of(CompareReport report) => new(
        [.. report.Result.Arms.Select(ArmDocument.Of)],
        [.. report.Result.Pairs.Select(PairDocument.Of)],
        report.Result.Conclusions,
        report.Choices.Count == 0 ? null : report.Choices,
        SharingDocument.Of(report),
        report.Backbone,
        report.Images,
        report.Quarantined,
        report.Result.Majority,
        report.Augmentation,
        report.Result.Folds,
        report.Result.Seeds,
        report.Threads,
        report.Seconds,
        report.Notes);
}

/// <summary>What <c>--tasks</c> found.</summary>
/// <param name="Labelled">How many images have a label of each task.</param>
/// <param name="Cosines">The mean cosine of each two tasks' gradients on what they share; null where it could not be measured.</param>
/// <param name="LeastGain">The smallest difference that matters: of a share as it is, of an error as a share of that of the task alone.</param>
/// <param name="Hurt">The tasks that are worse together than alone, by that or more.</param>
/// <param name="Advice">What to think and to do.</param>
internal sealed record SharingDocument(
    IReadOnlyDictionary<string, int> Labelled, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>>? Cosines, double LeastGain, IReadOnlyList<string> Hurt, IReadOnlyList<string> Advice)
{
    /// <summary>The document of a report; null where tasks were not compared.</summary>
    public static SharingDocument? Of(CompareReport report) => report.Advice.Count == 0 ? null : new(
        report.Result.Labelled,
        report.Result.Affinity is not { } affinity ? null : affinity.Tasks.Zip(affinity.Cosines).ToDictionary(
            row => row.First, IReadOnlyDictionary<string, double?> (row) => affinity.Tasks.Zip(row.Second).ToDictionary(
                cell => cell.First, cell => double.IsNaN(cell.Second) ? (double?)null : Math.Round(cell.Second, 4))),
        report.Result.LeastGain,
        TaskSharing.Hurt(report.Result),
        report.Advice);
}

/// <summary>An arm on one task.</summary>
/// <param name="Name">Its name, as <c>--arms</c> is written.</param>
/// <param name="Task">The task's name.</param>
/// <param name="Metric">What it is compared by.</param>
/// <param name="Value">The metric over all held-out images and seeds.</param>
/// <param name="Others">Other metrics.</param>
/// <param name="Seeds">The metric of each seed.</param>
/// <param name="Parameters">How many values a fold model trains.</param>
/// <param name="Seconds">Training and scoring, a fold model.</param>
internal sealed record ArmDocument(
    string Name, string Task, string Metric, Interval? Value, IReadOnlyDictionary<string, Interval?> Others, IReadOnlyList<double> Seeds, long Parameters, double Seconds)
{
    /// <summary>The document of an arm's figures.</summary>
    public static ArmDocument Of(ArmResult arm) => new(arm.Arm, arm.Task.Name, arm.Metric, arm.Value, arm.Others, arm.Seeds, arm.Parameters, arm.Seconds);
}

/// <summary>One arm less another on one task.</summary>
/// <param name="A">The first arm.</param>
/// <param name="B">The one that is taken from it.</param>
/// <param name="Task">The task's name.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Difference">The paired difference.</param>
/// <param name="P">Of "no difference", of this pair alone.</param>
/// <param name="AdjustedP">After Holm's correction for all pairs.</param>
/// <param name="Distinguishable">Whether the two can be told apart, all pairs considered.</param>
/// <param name="McNemar">The exact test, where rows are independent; else null.</param>
/// <param name="Others">The paired differences of other metrics.</param>
internal sealed record PairDocument(
    string A, string B, string Task, string Metric, Interval? Difference, double? P, double? AdjustedP, bool Distinguishable, McNemarDocument? McNemar,
    IReadOnlyDictionary<string, Interval?> Others)
{
    /// <summary>The document of a pair's figures.</summary>
    public static PairDocument Of(PairResult pair) => new(
        pair.First,
        pair.Second,
        pair.Task.Name,
        pair.Metric,
        pair.Difference?.Value,
        pair.Difference?.P,
        pair.AdjustedP,
        pair.IsDistinguishable,
        pair.McNemar is { } test ? new(test.OnlyFirstRight, test.OnlySecondRight, test.P) : null,
        pair.Others.ToDictionary(other => other.Key, other => other.Value?.Value));
}

/// <summary>McNemar's exact test.</summary>
/// <param name="OnlyA">Images that only the first arm has right.</param>
/// <param name="OnlyB">Images that only the second arm has right.</param>
/// <param name="P">Two-sided p.</param>
internal sealed record McNemarDocument(int OnlyA, int OnlyB, double P);
