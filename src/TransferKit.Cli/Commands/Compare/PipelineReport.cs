using TransferKit.Cli.Commands.Shared;
using TransferKit.Datasets;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Comparing;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What came of the comparison of a pipeline with one model, for people and scripts.</summary>
/// <param name="Data">The data folder or table.</param>
/// <param name="Images">How many images it holds.</param>
/// <param name="Quarantined">Images that could not be used.</param>
/// <param name="Steps">The steps' names.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Retrained">What was trained of it, as <c>--retrain</c> is written.</param>
/// <param name="Result">The figures.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
/// <param name="Seconds">How long it all took, reading the data included.</param>
/// <param name="Threads">The threads.</param>
/// <param name="PeakBytes">The most memory that the process had taken, all arms together.</param>
internal sealed record PipelineReport(
    string Data, int Images, IReadOnlyList<QuarantinedDocument> Quarantined, IReadOnlyList<string> Steps, string Backbone, string Retrained, PipelineComparisonResult Result,
    IReadOnlyList<string> Notes, double Seconds, int Threads, long PeakBytes)
{
    /// <summary>Sums a comparison up.</summary>
    public static PipelineReport Of(ImageDataset dataset, Pipeline pipeline, PipelineComparisonResult result, CompareOptions options, TimeSpan total)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new(
            options.Data, dataset.Samples.Count, QuarantinedDocument.Of(dataset), [.. pipeline.Steps.Select(step => step.Name)], options.Backbone, options.Training.Retrain.Mode, result,
            [.. dataset.Notes, .. result.Notes], total.TotalSeconds, options.Training.Threads, process.PeakWorkingSet64);
    }
}
