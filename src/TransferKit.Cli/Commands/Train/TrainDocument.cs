using TransferKit.Cli.Commands.Shared;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Training;
using TransferKit.Training.Depth;
using TransferKit.Training.Suffixes;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What <c>train --json</c> prints.</summary>
internal sealed record TrainDocument(
    string Model,
    string SplitFile,
    string Backbone,
    RetrainedDocument Retrained,
    AdapterDocument? Adapter,
    TrainDataDocument Data,
    AugmentationDocument? Augmentation,
    double Mixup,
    double Cutmix,
    IReadOnlyDictionary<string, TaskDocument> Tasks,
    LooksDocument Looks,
    SecondsDocument Seconds,
    int Seed,
    int Threads,
    int Epochs,
    IReadOnlyList<string> Chosen,
    IReadOnlyList<string> Notes,
    IReadOnlyList<LimitDocument>? Limits,
    IReadOnlyList<GateDocument>? Gates)
{
    /// <summary>The document of a report.</summary>
    public static TrainDocument Of(TrainReport report) => new(
        report.Model,
        report.SplitFile,
        report.Backbone,
        RetrainedDocument.Of(report),
        AdapterDocument.Of(report.Adapter),
        TrainDataDocument.Of(report),
        report.Augmentation,
        report.MixUp,
        report.CutMix,
        report.Tasks.ToDictionary(task => task.Name, TaskDocument.Of),
        LooksDocument.Of(report.Looks, report.Tasks),
        report.Seconds,
        report.Seed,
        report.Threads,
        report.Epochs,
        report.Chosen,
        report.Notes,
        LimitDocument.Of(report.Limits),
        report.Gates.Count == 0 ? null : [.. report.Gates.Select(GateDocument.Of)]);
}

/// <summary>What was trained again.</summary>
/// <param name="Mode">As <c>--retrain</c> is written.</param>
/// <param name="From">The first stage that was retrained, or null.</param>
/// <param name="Parameters">How many values were trained.</param>
/// <param name="Share">How far the weights went from the pretrained ones to the trained ones, or null.</param>
/// <param name="LearningRate">The highest learning rate of stages, or null.</param>
/// <param name="RateSearch">The steps of the search for it, or null.</param>
/// <param name="Tried">What 'auto' tried; null for other modes.</param>
internal sealed record RetrainedDocument(
    string Mode, string? From, long Parameters, double? Share = null, double? LearningRate = null, IReadOnlyList<RateTrial>? RateSearch = null,
    IReadOnlyList<TriedDocument>? Tried = null)
{
    /// <summary>The document of a report.</summary>
    public static RetrainedDocument Of(TrainReport report) => new(
        report.Mode,
        report.Retrained?.From,
        report.Parameters,
        report.Retrained?.Share,
        report.Retrained?.LearningRate,
        report.Retrained?.RateSearch is { Count: > 0 } search ? search : null,
        report.Tried.Count == 0 ? null : [.. report.Tried.Select(TriedDocument.Of)]);
}

/// <summary>The adapter that all heads share.</summary>
/// <param name="Width">How wide its bottleneck is.</param>
/// <param name="Parameters">How many of its values were trained.</param>
/// <param name="Share">How far it went from where it started to where training ended; at 0, a new one is left out.</param>
internal sealed record AdapterDocument(int Width, long Parameters, double Share)
{
    /// <summary>The document of an adapter, or null.</summary>
    public static AdapterDocument? Of(TrainedAdapter? adapter) => adapter is null ? null : new(adapter.Width, adapter.Parameters, adapter.Share);
}

/// <summary>A way of training that 'auto' tried.</summary>
/// <param name="Name">What it is called, such as <c>last:2</c>.</param>
/// <param name="Loss">The loss on held-out images of inner folds; null where nothing was measured.</param>
/// <param name="Folds">On how many of them.</param>
/// <param name="Seconds">The time spent on it.</param>
/// <param name="Chosen">Whether it was chosen.</param>
/// <param name="Note">Why it was tried no further, or null.</param>
internal sealed record TriedDocument(string Name, Interval? Loss, int Folds, double Seconds, bool Chosen, string? Note)
{
    /// <summary>The document of a candidate.</summary>
    public static TriedDocument Of(TriedCandidate tried) => new(tried.Name, tried.Loss, tried.Folds, tried.Seconds, tried.Chosen, tried.Note);
}

/// <summary>How many images there were.</summary>
internal sealed record TrainDataDocument(int Train, int? TrainDev, int? Dev, int? Test, IReadOnlyList<QuarantinedDocument> Quarantined)
{
    /// <summary>The document of a report's data.</summary>
    public static TrainDataDocument Of(TrainReport report) => new(
        report.Parts[SplitName.Train],
        CountOrNull(report, SplitName.TrainDev),
        CountOrNull(report, SplitName.Dev),
        CountOrNull(report, SplitName.Test),
        report.Quarantined);

    private static int? CountOrNull(TrainReport report, SplitName part) => report.Parts[part] is > 0 and var count ? count : null;
}

/// <summary>Durations in seconds.</summary>
internal sealed record SecondsDocument(double Decode, double Features, double Train, double Total);
