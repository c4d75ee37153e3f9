using TransferKit.Cli.Commands.Shared;
using TransferKit.Evaluation;
using TransferKit.Pipelines.Comparing;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What <c>compare --pipeline --json</c> prints.</summary>
/// <param name="Arms">The arms at the largest size.</param>
/// <param name="Pairs">Their differences.</param>
/// <param name="Curve">The arms and differences of every size.</param>
/// <param name="Crossover">From how many images on one model does better.</param>
/// <param name="Ceiling">Where the errors arise.</param>
/// <param name="Costs">What the arms cost.</param>
/// <param name="Steps">The steps' names.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Retrained">What was trained of it.</param>
/// <param name="Images">How many images there are.</param>
/// <param name="Quarantined">Images that could not be used.</param>
/// <param name="Majority">The share of the most frequent class; null for other kinds.</param>
/// <param name="Folds">The folds of each seed.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Threads">The threads.</param>
/// <param name="Seconds">How long it all took.</param>
/// <param name="PeakBytes">The most memory that the process had taken.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
internal sealed record PipelineDocument(
    IReadOnlyList<ArmDocument> Arms, IReadOnlyList<PairDocument> Pairs, IReadOnlyList<PipelineSizeDocument> Curve, Crossover Crossover, CeilingDocument Ceiling, IReadOnlyList<ArmCost> Costs,
    IReadOnlyList<string> Steps, string Backbone, string Retrained, int Images, IReadOnlyList<QuarantinedDocument> Quarantined, double? Majority, int Folds, IReadOnlyList<int> Seeds,
    int Threads, double Seconds, long PeakBytes, IReadOnlyList<string> Notes)
{
    /// <summary>The document of a report.</summary>
    public static PipelineDocument Of(PipelineReport report)
    {
        PipelineSizeDocument[] sizes = [.. report.Result.Sizes.Select(size => new PipelineSizeDocument(size.Images, [.. size.Arms.Select(ArmDocument.Of)], [.. size.Pairs.Select(PairDocument.Of)]))];
        return new(
            sizes[^1].Arms, sizes[^1].Pairs, sizes, report.Result.Crossover, CeilingDocument.Of(report.Result.Ceiling), report.Result.Costs, report.Steps, report.Backbone, report.Retrained,
            report.Images, report.Quarantined, report.Result.Majority, report.Result.Folds, report.Result.Seeds, report.Threads, report.Seconds, report.PeakBytes, report.Notes);
    }
}

/// <summary>The arms with so many images to learn from.</summary>
internal sealed record PipelineSizeDocument(int Images, IReadOnlyList<ArmDocument> Arms, IReadOnlyList<PairDocument> Pairs);

/// <summary>Where the errors arise.</summary>
internal sealed record CeilingDocument(
    Interval? AsItIs, IReadOnlyList<CeilingRowDocument> Together, IReadOnlyList<CeilingRowDocument> Alone, IReadOnlyList<StepFailures> Steps, string Advice)
{
    /// <summary>The document of an analysis.</summary>
    public static CeilingDocument Of(CeilingAnalysis ceiling) => new(
        ceiling.AsItIs, [.. ceiling.Together.Select(CeilingRowDocument.Of)], [.. ceiling.Alone.Select(CeilingRowDocument.Of)], ceiling.Steps, ceiling.Advice);
}

/// <summary>The answer with steps replaced by the truth.</summary>
internal sealed record CeilingRowDocument(string Step, Interval? Figure, Interval? Gain, bool Distinguishable, int Spoiled)
{
    /// <summary>The document of a row.</summary>
    public static CeilingRowDocument Of(CeilingRow row) => new(row.Step, row.Figure, row.Gain, row.IsDistinguishable, row.Spoiled);
}
