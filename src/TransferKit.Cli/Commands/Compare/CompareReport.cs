using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Commands.Train;
using TransferKit.Datasets;
using TransferKit.MultiTask;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What came of a comparison, for people and scripts.</summary>
/// <param name="Data">The data folder or table.</param>
/// <param name="Images">How many images it holds.</param>
/// <param name="Tasks">What was learned.</param>
/// <param name="Quarantined">Images that could not be used.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Augmentation">How training images were changed; null where they were not.</param>
/// <param name="Result">The figures.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
/// <param name="Seconds">How long it all took, reading the data included.</param>
/// <param name="Threads">The threads.</param>
internal sealed record CompareReport(
    string Data, int Images, IReadOnlyList<TaskFigures> Tasks, IReadOnlyList<QuarantinedDocument> Quarantined, string Backbone,
    AugmentationDocument? Augmentation, ComparisonResult Result, IReadOnlyList<string> Notes, double Seconds, int Threads)
{
    /// <summary>With <c>--tasks</c>, what to think of sharing and to do, a sentence each.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];

    /// <summary>Which arm is best by the contract, a task each; empty without one.</summary>
    public IReadOnlyList<ContractChoice> Choices { get; init; } = [];

    /// <summary>Sums a comparison up.</summary>
    public static CompareReport Of(ImageDataset dataset, ComparisonResult result, CompareOptions options, TimeSpan total) => new(
        options.Data,
        dataset.Samples.Count,
        [.. dataset.Tasks.Select(task => TaskFigures.Of(task, dataset))],
        QuarantinedDocument.Of(dataset),
        options.Backbone,
        AugmentationDocument.Of(
            options.ToComparison(dataset) is var comparison ? comparison.Of(comparison.Arms[0], options.Training.Seed) : options.Training, dataset.Samples.Count),
        result,
        [.. dataset.Notes, .. result.Notes],
        total.TotalSeconds,
        options.Training.Threads)
    {
        Advice = options.Shared is null ? [] : TaskSharing.Advice(result),
    };
}
