using System.CommandLine;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Reports;

namespace TransferKit.Cli.Commands.Labels;

/// <summary>Writes a page on which people label images, to measure how well they do.</summary>
internal sealed class PageCommand : CliCommand<PageOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly PageGroup _group = new();

    public PageCommand(CommandHost host)
        : base("page", "Writes an HTML page on which people label some held-out images, without seeing label or answer: the human level is measured so.", host)
    {
        Examples =
        [
            "transferkit labels page flowers.run --out labelling.html",
            "transferkit labels human flowers.run labels-Ann.csv labels-Ben.csv",
            "transferkit diagnose flowers.run",
        ];
        Add(_run);
        Add([_group]);
    }

    protected override PageOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_run));

    protected override async Task<ExitCode> RunAsync(PageOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        RunTasks.RequireKnown(run, options.Labelling.Task);
        WritableFolders.Require(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
        var page = await host.WithProgressAsync(progress => LabellingPage.CreateAsync(run, options.Labelling, progress, cancellation));
        page.Save(options.Out);
        var document = new PageDocument(
            options.Out, new FileInfo(options.Out).Length, page.Images.Count, options.Labelling.Images,
            page.Images.CountBy(image => image.Part is { } part ? part.ToText() : "none").ToDictionary(part => part.Key, part => part.Value));
        host.Print(document, () => document, (console, written) =>
        {
            var facts = new FactSheet(console);
            facts.Add("Page", $"{written.Page} ({Sizes.Text(written.Bytes)})");
            facts.Add("Images", $"{written.Images}: {string.Join(", ", written.Parts.Select(part => $"{part.Key} {part.Value}"))}"
                + (written.Images < written.Wanted ? $"; {written.Wanted} were asked for, and no more were held out of training but those of test, which are not shown" : ""));
            facts.Add("Next", "open it in a browser, label, save the table", $"{CommandLine.Name} labels human {options.Run} labels.csv");
        });
        return ExitCode.Done;
    }
}

/// <summary>What <c>labels page</c> was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Labelling">What is shown.</param>
/// <param name="Out">The page to write.</param>
internal sealed record PageOptions(string Run, LabellingOptions Labelling, string Out);

/// <summary>What <c>labels page --json</c> prints.</summary>
/// <param name="Page">The page.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Images">How many images it shows.</param>
/// <param name="Wanted">How many were asked for.</param>
/// <param name="Parts">How many of each part.</param>
internal sealed record PageDocument(string Page, long Bytes, int Images, int Wanted, IReadOnlyDictionary<string, int> Parts);

/// <summary>What a labelling page shows.</summary>
internal sealed class PageGroup() : OptionGroup("Page")
{
    private static readonly LabellingOptions Standard = new();

    private readonly Option<string> _out = CliOptions.RequiredText("--out", "P.html", "The page to write.");

    private readonly Option<int?> _images = CliOptions.Whole("--images", "Images shown: of dev, and with folds others that were held out; never of test", 1, 1_000, Standard.Images);

    private readonly Option<string?> _task = CliOptions.Text("--task", "NAME", "The task [default: the first]");

    private readonly Option<int?> _seed = CliOptions.Whole("--seed", "Draws the images; several people label the same ones with the same seed", int.MinValue, int.MaxValue, Standard.Seed);

    public override IReadOnlyList<Option> Options => [_out, _images, _task, _seed];

    /// <summary>What was given.</summary>
    public PageOptions Read(ParseResult parsed, string run) => new(
        run,
        new() { Task = parsed.GetValue(_task), Images = parsed.GetValue(_images)!.Value, Seed = parsed.GetValue(_seed)!.Value },
        parsed.GetRequiredValue(_out));
}
