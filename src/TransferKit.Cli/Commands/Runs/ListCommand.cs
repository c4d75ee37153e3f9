using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Runs;

/// <summary>Lists the trainings of the past.</summary>
internal sealed class ListCommand : CliCommand<ListOptions>
{
    private readonly ListGroup _group = new();

    public ListCommand(CommandHost host)
        : base("list", "Lists the trainings that this user finished, the last one last.", host)
    {
        Examples = ["transferkit runs list", "transferkit runs list --data photos/ --last 5"];
        Add([_group]);
    }

    protected override ListOptions Read(ParseResult parsed) => _group.Read(parsed);

    protected override Task<ExitCode> RunAsync(ListOptions options, CommandHost host, CancellationToken cancellation)
    {
        var data = options.Data is null ? null : Path.GetFullPath(options.Data);
        var runs = new RunIndex(host.LedgerFolder).List().Where(run => data is null || run.Data == data).TakeLast(options.Last).ToList();
        host.Print(runs, () => new RunsDocument([.. runs.Select(RunEntryDocument.Of)]), Write);
        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(IAnsiConsole console, List<RunEntry> runs)
    {
        if (runs.Count == 0)
        {
            console.WriteLine("No runs yet: 'transferkit train' makes one.");
            return;
        }

        var table = Tables.Plain("run", "finished", "retrain", "backbone", "figure", "limits", "data");
        foreach (var run in runs)
        {
            table.AddRow(
                new Text(run.Id),
                new Text(run.Finished.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text(run.Retrain),
                new Text(run.Backbone),
                new Text(run.Figure is { } figure ? $"{figure.Part} {figure.Metric} {FiguresText.Figure(figure.Value)}" : "-"),
                new Text(run.Limits ?? "-"),
                new Text(Directory.Exists(run.Folder) ? run.Data : $"{run.Data} (its folder is gone)"));
        }

        console.Write(table);
    }
}

/// <summary>What <c>runs list</c> was asked for.</summary>
/// <param name="Data">Only runs of this folder or table, or null.</param>
/// <param name="Last">At most so many.</param>
internal sealed record ListOptions(string? Data, int Last);

/// <summary>Which runs are listed.</summary>
internal sealed class ListGroup() : OptionGroup("Which")
{
    private readonly Option<string?> _data = CliOptions.Text("--data", "D", "Only runs of this folder or table.");

    private readonly Option<int?> _last = CliOptions.Whole("--last", "The last so many", 1, 100_000, 20);

    public override IReadOnlyList<Option> Options => [_data, _last];

    /// <summary>What was given.</summary>
    public ListOptions Read(ParseResult parsed) => new(parsed.GetValue(_data), parsed.GetValue(_last)!.Value);
}

/// <summary>What <c>runs list --json</c> prints.</summary>
internal sealed record RunsDocument(IReadOnlyList<RunEntryDocument> Runs);

/// <summary>A run in the list.</summary>
internal sealed record RunEntryDocument(
    string Id, DateTimeOffset Finished, string Folder, string Data, string Backbone, string Retrain, string? Task, string? Part, string? Metric, Interval? Value, string? Limits, double Seconds)
{
    /// <summary>The document of a line.</summary>
    public static RunEntryDocument Of(RunEntry run) => new(
        run.Id, run.Finished, run.Folder, run.Data, run.Backbone, run.Retrain, run.Figure?.Task, run.Figure?.Part, run.Figure?.Metric, run.Figure?.Value, run.Limits, run.Seconds);
}
