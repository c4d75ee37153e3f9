using System.CommandLine;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;
using TransferKit.Strategy.Distributions;

namespace TransferKit.Cli.Commands.Split;

/// <summary>Tells whether the parts of a split come from one distribution.</summary>
internal sealed class CheckCommand : CliCommand<CheckOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly CheckGroup _group = new();

    public CheckCommand(CommandHost host)
        : base("check", "Tells whether the parts of a training's data are alike, and what differs: light, contrast, sharpness, colour, size, labels.", host)
    {
        Examples = ["transferkit split check parts.run", "transferkit split check parts.run --by source --json"];
        Add(_run);
        Add([_group]);
    }

    protected override CheckOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_run));

    protected override async Task<ExitCode> RunAsync(CheckOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        var check = await host.WithProgressAsync(progress => DistributionCheck.RunAsync(run, options.Check, progress, cancellation));
        host.Print(check, () => SplitCheckDocument.Of(check), CheckText.Write);
        return ExitCode.Done;
    }
}

/// <summary>What <c>split check --json</c> prints.</summary>
internal sealed record SplitCheckDocument(IReadOnlyList<ComparisonDocument> Comparisons, IReadOnlyList<string> Notes)
{
    /// <summary>The document of a check.</summary>
    public static SplitCheckDocument Of(DistributionCheck check) => new([.. check.Comparisons.Select(comparison => new ComparisonDocument(
        comparison.From, comparison.To, new(comparison.FromImages, comparison.ToImages), comparison.PicturesDiffer, comparison.LabelsDiffer,
        comparison.ToldApart, comparison.ClassifierP, comparison.Attributes, comparison.Labels))], check.Notes);
}

/// <summary>How two parts differ.</summary>
internal sealed record ComparisonDocument(
    string From, string To, ComparedImages Images, bool PicturesDiffer, bool LabelsDiffer, Interval? ToldApart, double? ClassifierP,
    IReadOnlyList<AttributeDifference> Attributes, IReadOnlyList<LabelDifference> Labels);

/// <summary>Images that were compared.</summary>
internal sealed record ComparedImages(int From, int To);
