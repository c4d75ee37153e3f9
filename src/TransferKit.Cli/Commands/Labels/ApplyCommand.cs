using System.CommandLine;
using Spectre.Console;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Strategy.Labels;

namespace TransferKit.Cli.Commands.Labels;

/// <summary>Applies corrections of labels to dev and test together, or not at all.</summary>
internal sealed class ApplyCommand : CliCommand<ApplyOptions>
{
    private readonly Argument<string> _file = new("F.csv")
    {
        Description = "Corrections: a table with the columns path and label, or one that 'errors --suspects' wrote, filled in.",
    };

    private readonly ApplyGroup _group = new();

    public ApplyCommand(CommandHost host)
        : base("apply", "Writes the data of a training with corrected labels as a table, dev and test together or not at all, and keeps a log.", host)
    {
        Examples =
        [
            "transferkit errors flowers.run --suspects suspects.csv",
            "transferkit labels apply suspects.csv --run flowers.run --out corrected.csv",
            "transferkit train --data corrected.csv --folds 5 --out corrected.onnx",
        ];
        Add(_file);
        Add([_group]);
    }

    protected override ApplyOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_file));

    protected override Task<ExitCode> RunAsync(ApplyOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        RunTasks.RequireKnown(run, options.Task);
        var corrections = LabelCorrections.Read(options.File, run, options.Task);
        corrections.Write(options.Out);
        corrections.Log(options.Log, host.Time);
        var document = new CorrectionsDocument(
            options.Out, options.Log, corrections.LookedAt,
            [.. corrections.Changes.Select(change => new CorrectionDocument(change.Image, change.Part is { } part ? part.ToText() : null, change.Before, change.After))]);
        host.Print(document, () => document, Write);
        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(IAnsiConsole console, CorrectionsDocument document)
    {
        var facts = new FactSheet(console);
        facts.Add("Changed", $"{document.Changes.Count} labels of {document.LookedAt} images that were looked at ("
            + string.Join(", ", document.Changes.CountBy(change => change.Split ?? "no part").Select(part => $"{part.Key} {part.Value}")) + ")");
        facts.Add("Table", document.Table);
        facts.Add("Log", document.Log);
        facts.Add("Next", $"{CommandLine.Name} train --data {document.Table} --out corrected.onnx");
    }
}

/// <summary>What <c>labels apply</c> was asked for.</summary>
/// <param name="File">The corrections.</param>
/// <param name="Run">The run whose data they are for.</param>
/// <param name="Task">The task, or null for the first.</param>
/// <param name="Out">The table to write.</param>
/// <param name="Log">The log to add to.</param>
internal sealed record ApplyOptions(string File, string Run, string? Task, string Out, string Log);

/// <summary>What <c>labels apply --json</c> prints.</summary>
internal sealed record CorrectionsDocument(string Table, string Log, int LookedAt, IReadOnlyList<CorrectionDocument> Changes);

/// <summary>A label that was changed.</summary>
internal sealed record CorrectionDocument(string Image, string? Split, string Before, string After);

/// <summary>What corrections are for, and where they go.</summary>
internal sealed class ApplyGroup() : OptionGroup("Corrections")
{
    private readonly Option<string> _run = CliOptions.RequiredText("--run", "RUN", "The training whose data are corrected: it knows the split.");

    private readonly Option<string?> _task = CliOptions.Text("--task", "NAME", "The task [default: the first]");

    private readonly Option<string> _out = CliOptions.RequiredText("--out", "D.csv", "The table to write; one that is there is not overwritten.");

    private readonly Option<string?> _log = CliOptions.Text("--log", "L.csv", "The log that the changes are added to [default: D.log.csv]");

    public override IReadOnlyList<Option> Options => [_run, _task, _out, _log];

    /// <summary>What was given.</summary>
    public ApplyOptions Read(ParseResult parsed, string file)
    {
        var output = parsed.GetRequiredValue(_out);
        return new(file, parsed.GetRequiredValue(_run), parsed.GetValue(_task), output, parsed.GetValue(_log) ?? Path.ChangeExtension(output, ".log.csv"));
    }
}
