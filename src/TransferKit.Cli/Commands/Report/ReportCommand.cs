using System.CommandLine;
using TransferKit.Cli.Commands.Compare;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;
using TransferKit.Reports;
using TransferKit.Runs;
using TransferKit.Strategy;

namespace TransferKit.Cli.Commands.Report;

/// <summary>Writes a training as one page.</summary>
internal sealed class ReportCommand : CliCommand<ReportCommandOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly ReportGroup _group = new();

    public ReportCommand(CommandHost host)
        : base("report", "Writes a training as one HTML page that needs no network: verdict, ladder, errors with their pictures, data, provenance.", host)
    {
        Examples = ["transferkit report flowers.run --out flowers.html", "transferkit report flowers.run --human label=0.02:50 --gallery 200 --out flowers.html"];
        Add(_run);
        Add([_group]);
    }

    protected override ReportCommandOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_run));

    protected override async Task<ExitCode> RunAsync(ReportCommandOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        RunTasks.RequireKnown(run, options.Report.Diagnosis.Task);
        HumanLevels.RequireKnown(options.Report.Diagnosis.Human, [.. run.Tasks.Select(task => task.Name)]);
        WritableFolders.Require(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
        var started = host.Time.GetTimestamp();
        var report = await host.WithProgressAsync(progress => RunReport.CreateAsync(run, options.Report, progress, cancellation));
        report.Save(options.Out);
        var document = new ReportDocument(options.Out, new FileInfo(options.Out).Length, host.Time.GetElapsedTime(started).TotalSeconds);
        host.Print(document, () => document, (console, written) => console.Profile.Out.Writer.WriteLine($"{written.Report} ({Sizes.Text(written.Bytes)})"));
        return ExitCode.Done;
    }
}

/// <summary>What <c>report</c> was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Report">What is shown.</param>
/// <param name="Out">The page to write.</param>
internal sealed record ReportCommandOptions(string Run, ReportOptions Report, string Out);

/// <summary>What <c>report --json</c> prints.</summary>
/// <param name="Report">The page.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record ReportDocument(string Report, long Bytes, double Seconds);

/// <summary>What a report shows.</summary>
internal sealed class ReportGroup() : OptionGroup("Report")
{
    private readonly Option<string> _out = CliOptions.RequiredText("--out", "R.html", "The page to write.");

    private readonly Option<string?> _task = CliOptions.Text("--task", "NAME", "The task [default: the first]");

    private readonly Option<IReadOnlyList<HumanLevel>> _human = HumanLevels.Option();

    private readonly Option<double?> _leastGap = CliOptions.Number(
        "--least-gap", "The smallest gap, or share of wrong labels, that matters; for numbers a share of the largest error", 0, 1, Ladder.StandardLeastGap);

    private readonly Option<int?> _gallery = CliOptions.Whole("--gallery", "Wrong images shown, the worst first", 0, 1_000, new ReportOptions().Gallery);

    private readonly Option<bool> _noProbe = CliOptions.Flag("--no-probe", "Leaves out what each stage can tell, which takes a few seconds for a few hundred images.");

    private readonly Option<bool> _curve = CliOptions.Flag("--curve", "Measures what more images would give: a learning curve of heads on the frozen backbone, on five folds.");

    private readonly Option<CurveSizes?> _sizes = CliOptions.Parsed<CurveSizes?>(
        "--sizes", "N,N,...", "With --curve, the numbers of training images; 'all' stands for all of a fold's [default: an eighth, a quarter, a half, all].", null, CurveSizes.Parse);

    private readonly Option<string?> _compare = CliOptions.Text(
        "--compare", "F.json", "What 'transferkit compare --pipeline --json' wrote on the same data: shows steps against one model.");

    private readonly Option<string?> _tags = CliOptions.Text("--tags", "F.csv", "Your own tags: a CSV file with the columns path and tags, as the page saves it.");

    private readonly Option<string?> _cache = CliOptions.Text(
        "--cache", "DIR", "The folder of computed features [default: features in the folder that 'transferkit doctor' shows].");

    private readonly Option<int?> _threads = CliOptions.Whole("--threads", "Threads", 1, 1024, Environment.ProcessorCount);

    public override IReadOnlyList<Option> Options => [_out, _task, _human, _leastGap, _gallery, _noProbe, _curve, _sizes, _compare, _tags, _cache, _threads];

    /// <summary>What was given.</summary>
    public ReportCommandOptions Read(ParseResult parsed, string run)
    {
        var (curve, sizes) = (parsed.GetValue(_curve), parsed.GetValue(_sizes));
        return sizes is not null && !curve ? throw new UsageException("'--sizes' belongs to '--curve'.", "report") : new(
            run,
        new()
        {
            Diagnosis = new() { Task = parsed.GetValue(_task), Human = parsed.GetValue(_human)!, LeastGap = parsed.GetValue(_leastGap)!.Value },
            Gallery = parsed.GetValue(_gallery)!.Value,
            Curve = curve,
            CurveSizes = sizes?.Sizes ?? [],
            CurveWithAll = sizes?.WithAll ?? true,
            Probe = !parsed.GetValue(_noProbe),
            PipelineComparison = parsed.GetValue(_compare),
            TagsFile = parsed.GetValue(_tags),
            CacheFolder = parsed.GetValue(_cache) ?? DefaultFolders.Features,
            Threads = parsed.GetValue(_threads)!.Value,
        },
        parsed.GetRequiredValue(_out));
    }
}
