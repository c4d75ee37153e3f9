using System.CommandLine;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;
using TransferKit.Strategy;

namespace TransferKit.Cli.Commands.Runs;

/// <summary>Compares two trainings of the past on the same held-out images.</summary>
internal sealed class CompareRunsCommand : CliCommand<CompareRunsOptions>
{
    private readonly Argument<string> _first = RunArgument.Create("RUN");
    private readonly Argument<string> _second = RunArgument.Create("OTHER");

    public CompareRunsCommand(CommandHost host)
        : base("compare", "Compares two trainings on the same held-out images: of the folds where both have them, else of test, else of dev.", host)
    {
        Examples = ["transferkit runs compare before.run after.run"];
        Add(_first);
        Add(_second);
    }

    protected override CompareRunsOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(_first), parsed.GetRequiredValue(_second));

    protected override Task<ExitCode> RunAsync(CompareRunsOptions options, CommandHost host, CancellationToken cancellation)
    {
        var comparison = RunComparison.Of(RunArgument.Find(host, options.First), RunArgument.Find(host, options.Second));
        host.Print(comparison, () => RunComparisonDocument.Of(comparison), RunComparisonText.Write);
        return Task.FromResult(ExitCode.Done);
    }
}

/// <summary>What <c>runs compare</c> was asked for.</summary>
/// <param name="First">A run.</param>
/// <param name="Second">The run that is taken from it.</param>
internal sealed record CompareRunsOptions(string First, string Second);

/// <summary>What <c>runs compare --json</c> prints.</summary>
internal sealed record RunComparisonDocument(string A, string B, IReadOnlyDictionary<string, IReadOnlyList<string>> Options, IReadOnlyList<RunDifferenceDocument> Tasks)
{
    /// <summary>The document of a comparison.</summary>
    public static RunComparisonDocument Of(RunComparison comparison) => new(
        comparison.First.Id, comparison.Second.Id,
        comparison.Options.ToDictionary(entry => entry.Option, IReadOnlyList<string> (entry) => [entry.First, entry.Second]),
        [.. comparison.Tasks.Select(RunDifferenceDocument.Of)]);
}

/// <summary>A task of two runs.</summary>
internal sealed record RunDifferenceDocument(string Task, string Metric, string On, Interval? A, Interval? B, Interval? Difference, double? P, bool Distinguishable)
{
    /// <summary>The document of a difference.</summary>
    public static RunDifferenceDocument Of(RunDifference difference) => new(
        difference.Task, difference.Metric, difference.On, difference.First, difference.Second, difference.Difference?.Value, difference.Difference?.P,
        difference.Difference is { IsDistinguishable: true });
}

/// <summary>What <c>runs compare</c> prints for people.</summary>
internal static class RunComparisonText
{
    /// <summary>Writes the comparison.</summary>
    public static void Write(IAnsiConsole console, RunComparison comparison)
    {
        var facts = new FactSheet(console);
        facts.Add("First", $"{comparison.First.Id} ({comparison.First.Folder})");
        facts.Add("Second", $"{comparison.Second.Id} ({comparison.Second.Folder})");
        facts.Add("Differ in", comparison.Options.Count == 0 ? ["nothing: the second repeats the first"]
            : comparison.Options.Select(entry => $"{entry.Option}: {Short(entry.First)}, {Short(entry.Second)}"));
        console.WriteLine();
        foreach (var task in comparison.Tasks)
        {
            var output = console.Profile.Out.Writer;
            output.WriteLine($"{task.Metric} of '{task.Task}' on the same images of {(task.On == "cv" ? "all folds" : task.On)}");
            output.WriteLine($"  first       {FiguresText.Figure(task.First)}");
            output.WriteLine($"  second      {FiguresText.Figure(task.Second)}");
            output.WriteLine($"  difference  {task.Difference?.ToString() ?? "cannot be measured here"}");
            output.WriteLine($"  {Verdict(task)}");
        }
    }

    private static string Verdict(RunDifference task) => task.Difference switch
    {
        null => "no verdict",
        { IsDistinguishable: false } => "the two cannot be told apart on these images",
        { } difference => difference.Value.Value > 0 == task.HigherIsBetter ? "the first is better" : "the second is better",
    };

    private static string Short(string value) => value.Length <= 24 ? value : value[..12];
}
