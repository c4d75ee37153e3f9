using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Cli.Progress;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Cli.Commands.Runs;

/// <summary>Shows one training of the past.</summary>
internal sealed class ShowCommand : CliCommand<ShowOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();

    public ShowCommand(CommandHost host)
        : base("show", "Shows how a training was made and what came out.", host)
    {
        Examples = ["transferkit runs show flowers.run"];
        Add(_run);
    }

    protected override ShowOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(_run));

    protected override Task<ExitCode> RunAsync(ShowOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        host.Print(run, () => RunDocument.Of(run), Write);
        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(IAnsiConsole console, RunRecord run)
    {
        var facts = new FactSheet(console);
        facts.Add("Run", $"{run.Id}, finished {run.Finished.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC");
        facts.Add("Data", $"{run.Data}: {string.Join(", ", run.Images.Select(image => image.Part).OfType<SplitName>().CountBy(part => part).OrderBy(part => part.Key)
            .Select(part => $"{part.Key.ToText()} {part.Value}"))}");
        facts.Add("Backbone", run.Backbone);
        facts.Add("Options", string.Join(", ", run.Recipe.Where(entry => entry.Value is not ("default" or "")).Select(entry => $"{entry.Key} {entry.Value}")));
        facts.Add("Human", run.Human.Select(level => FormattableString.Invariant($"'{level.Task}': error {level.Error:0.####} on {level.N} images{(level.Whose is { } whose ? $" ({whose})" : "")}")));
        console.WriteLine();
        var table = Tables.Plain("task", "part", "metric", "figure");
        foreach (var figure in run.Figures.Where(figure => figure.Metric == run[figure.Task].Metric))
        {
            table.AddRow(new Text(figure.Task), new Text(figure.Part), new Text(figure.Metric), new Text(FiguresText.Figure(figure.Value)));
        }

        console.Write(table);
        console.WriteLine();
        facts.Add("Time", $"{Durations.Short(run.Seconds.GetValueOrDefault("total"))} on {run.Threads} threads; {Sizes.Text(run.PeakBytes)} of memory at most");
        facts.Add("Command", run.Arguments.Count == 0 ? [] : [$"{CommandLine.Name} {string.Join(' ', run.Arguments.Select(word => word.Contains(' ') ? $"\"{word}\"" : word))}"]);
        facts.Add("Note", run.Notes);
    }
}

/// <summary>What <c>runs show</c> was asked for.</summary>
/// <param name="Run">The run.</param>
internal sealed record ShowOptions(string Run);

/// <summary>What <c>runs show --json</c> prints.</summary>
internal sealed record RunDocument(
    string Id, DateTimeOffset Finished, string? Folder, string? Model, string Data, string Backbone, IReadOnlyDictionary<string, string> Options, int Seed, int Threads,
    string SplitDigest, string DataDigest, IReadOnlyDictionary<string, string> Tasks, IReadOnlyDictionary<string, string> Metrics, IReadOnlyList<RunFigureDocument> Figures, IReadOnlyDictionary<string, double> Seconds,
    long PeakBytes, long Parameters, IReadOnlyDictionary<string, string> Versions, IReadOnlyList<string> Arguments, IReadOnlyList<string> Notes)
{
    /// <summary>The document of a run.</summary>
    public static RunDocument Of(RunRecord run) => new(
        run.Id, run.Finished, run.Folder, run.Model, run.Data, run.Backbone, run.Recipe, run.Seed, run.Threads, run.SplitDigest, run.DataDigest,
        run.Tasks.ToDictionary(task => task.Name, task => KindRules.Of(task.Kind).Name),
        run.Tasks.ToDictionary(task => task.Name, task => task.Metric),
        [.. run.Figures.Select(figure => new RunFigureDocument(figure.Task, figure.Part, figure.Metric, figure.Value))], run.Seconds, run.PeakBytes, run.Parameters, run.Versions,
        run.Arguments, run.Notes);
}

/// <summary>A figure of a run.</summary>
internal sealed record RunFigureDocument(string Task, string Part, string Metric, Interval Value);
