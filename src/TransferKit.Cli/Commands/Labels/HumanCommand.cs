using System.CommandLine;
using Spectre.Console;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Strategy.Labels;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Labels;

/// <summary>Measures how well people do, and keeps it in the run.</summary>
internal sealed class HumanCommand : CliCommand<HumanOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();

    private readonly Argument<string[]> _files = new("F.csv")
    {
        Description = "Tables that a page of 'labels page' saved, of one person or several.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly HumanGroup _group = new();

    public HumanCommand(CommandHost host)
        : base("human", "Measures how well people do from what they labelled on a page, and keeps it in the training's record, where diagnose finds it.", host)
    {
        Examples = ["transferkit labels human flowers.run labels-Ann.csv", "transferkit labels human flowers.run labels-*.csv --json"];
        Add(_run);
        Add(_files);
        Add([_group]);
    }

    protected override HumanOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(_run), parsed.GetRequiredValue(_files), _group.Read(parsed));

    protected override Task<ExitCode> RunAsync(HumanOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        RunTasks.RequireKnown(run, options.Task);
        var study = HumanStudy.Read(options.Files, run, options.Task);
        study.Recorded().Save(run.Folder!);
        host.Print(study, () => HumanDocument.Of(study), (console, measured) => Write(console, measured, options.Run));
        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(IAnsiConsole console, HumanStudy study, string run)
    {
        var task = study.Task;
        console.Profile.Out.Writer.WriteLine(
            $"people's error at '{task.Name}' ({task.MainMetric.ErrorName}), against the labels of the data, with 95 % intervals");
        var table = Tables.Plain("labeller", "error", "cannot tell", "seconds an image").AlignRight(2..4);
        foreach (var labeller in study.Labellers)
        {
            table.AddRow(
                new Text(labeller.Labeller), new Text(FiguresText.Figure(labeller.Error)), new Text($"{labeller.CannotTell} of {labeller.Images}"),
                new Text(labeller.Seconds is { } seconds ? FormattableString.Invariant($"{seconds:0.0}") : "-"));
        }

        console.Write(table);
        console.WriteLine();
        var facts = new FactSheet(console);
        if (study.Labellers.Count > 1)
        {
            facts.Add("Mean", FiguresText.Figure(study.Mean));
            facts.Add("Majority", study.Majority is { } majority
                ? $"{FiguresText.Figure(majority)}; {study.Undecided} undecided" : $"none: no image was labelled by {MajorityVote.LeastLabellers} people or more");
            facts.Add("Agreement", study.Agreement.Select(pair =>
                $"{pair.First} and {pair.Second}: {FiguresText.Figure(pair.Figure)}{(task.Kind == TaskKind.Regression ? " apart" : " alike")}"));
        }

        facts.Add("Human", $"{FiguresText.Figure(study.Level.Interval)}: {study.Level.Whose}. The best that people can do stands in for the least error possible");
        facts.Add("Before", study.Run.Human.Where(level => level.Task == task.Name).Select(level => FormattableString.Invariant($"the record said {level.Error:0.000} on {level.N} images; that is replaced")));
        facts.Add("Next", $"{CommandLine.Name} diagnose {run}{(study.Run.Tasks[0].Name == task.Name ? "" : $" --task {task.Name}")}");
    }
}

/// <summary>What <c>labels human</c> was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Files">The tables.</param>
/// <param name="Task">The task, or null for the first.</param>
internal sealed record HumanOptions(string Run, IReadOnlyList<string> Files, string? Task);

/// <summary>What <c>labels human --json</c> prints.</summary>
internal sealed record HumanDocument(
    string Run, string Task, string Metric, IReadOnlyList<LabellerScore> Labellers, Interval? Mean, Interval? Majority, int Undecided, IReadOnlyList<LabellerAgreement> Agreement,
    HumanLevelDocument Human, IReadOnlyList<HumanLevelDocument> Replaced)
{
    /// <summary>The document of a study.</summary>
    public static HumanDocument Of(HumanStudy study) => new(
        study.Run.Id, study.Task.Name, study.Task.Metric, study.Labellers, study.Mean, study.Majority, study.Undecided, study.Agreement, HumanLevelDocument.Of(study.Level),
        [.. study.Run.Human.Where(level => level.Task == study.Task.Name).Select(HumanLevelDocument.Of)]);
}

/// <summary>How well people do.</summary>
/// <param name="Error">Their error with its interval; null where it is known without one.</param>
/// <param name="Value">Their error.</param>
/// <param name="N">The images that it was measured on.</param>
/// <param name="Whose">Whose level it is; null where that is not known.</param>
internal sealed record HumanLevelDocument(Interval? Error, double Value, int N, string? Whose)
{
    /// <summary>The document of a level.</summary>
    public static HumanLevelDocument Of(HumanLevel level) => new(level.Interval, level.Error, level.N, level.Whose);
}

/// <summary>Which task people labelled.</summary>
internal sealed class HumanGroup() : OptionGroup("Labels")
{
    private readonly Option<string?> _task = CliOptions.Text("--task", "NAME", "The task that was labelled [default: the first]");

    public override IReadOnlyList<Option> Options => [_task];

    /// <summary>What was given.</summary>
    public string? Read(ParseResult parsed) => parsed.GetValue(_task);
}
