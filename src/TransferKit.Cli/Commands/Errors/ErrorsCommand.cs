using System.CommandLine;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Strategy.Errors;

namespace TransferKit.Cli.Commands.Errors;

/// <summary>Tells what a training's errors have in common.</summary>
internal sealed class ErrorsCommand : CliCommand<ErrorsOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly ErrorsGroup _group = new();

    public ErrorsCommand(CommandHost host)
        : base("errors", "Tells what the errors of a training have in common: labels that are likely wrong, tags, weak groups, confused classes.", host)
    {
        Examples =
        [
            "transferkit errors flowers.run",
            "transferkit errors flowers.run --tags my-tags.csv --effort blur=2 --effort hand-drawn=8",
            "transferkit errors flowers.run --suspects suspects.csv",
        ];
        Add(_run);
        Add([_group]);
    }

    protected override ErrorsOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_run));

    protected override async Task<ExitCode> RunAsync(ErrorsOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        RunTasks.RequireKnown(run, options.Analysis.Task);
        var analysis = await host.WithProgressAsync(progress => ErrorAnalysis.RunAsync(run, options.Analysis, progress, cancellation));
        if (options.Suspects is { } file)
        {
            SuspectsTable.Write(file, analysis);
        }

        host.Print(analysis, () => ErrorsDocument.Of(analysis), ErrorsText.Write);
        return ExitCode.Done;
    }
}
