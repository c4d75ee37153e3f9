using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Commands.Train;
using TransferKit.Datasets;
using TransferKit.Strategy.Curves;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What came of a learning curve, for people and scripts.</summary>
/// <param name="Data">The data folder or table.</param>
/// <param name="Images">How many images it holds.</param>
/// <param name="Tasks">What was learned.</param>
/// <param name="Quarantined">Images that could not be used.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Retrained">What was trained of it, as <c>--retrain</c> is written.</param>
/// <param name="Augmentation">How training images were changed; null where they were not.</param>
/// <param name="Result">The figures.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
/// <param name="Seconds">How long it all took, reading the data included.</param>
/// <param name="Threads">The threads.</param>
internal sealed record CurveReport(
    string Data, int Images, IReadOnlyList<TaskFigures> Tasks, IReadOnlyList<QuarantinedDocument> Quarantined, string Backbone, string Retrained,
    AugmentationDocument? Augmentation, LearningCurveResult Result, IReadOnlyList<string> Notes, double Seconds, int Threads)
{
    /// <summary>Sums a curve up.</summary>
    public static CurveReport Of(ImageDataset dataset, LearningCurveResult result, CompareOptions options, TimeSpan total) => new(
        options.Data,
        dataset.Samples.Count,
        [.. dataset.Tasks.Select(task => TaskFigures.Of(task, dataset))],
        QuarantinedDocument.Of(dataset),
        options.Backbone,
        options.Training.Retrain.Mode,
        AugmentationDocument.Of(options.Training, dataset.Samples.Count),
        result,
        [.. dataset.Notes, .. result.Notes],
        total.TotalSeconds,
        options.Training.Threads);
}
