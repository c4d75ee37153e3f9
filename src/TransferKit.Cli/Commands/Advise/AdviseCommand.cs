using System.CommandLine;
using Spectre.Console;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Strategy.Advising;

namespace TransferKit.Cli.Commands.Advise;

/// <summary>Tells when to transfer, when to share, when to go end to end.</summary>
internal sealed class AdviseCommand : CliCommand<AdviseOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly AdviseGroup _group = new();

    public AdviseCommand(CommandHost host)
        : base("advise", "Tells whether transfer, sharing between tasks, and one model from pixels to answer suit a training's data, and what is missing to know.", host)
    {
        Examples =
        [
            "transferkit advise flowers.run",
            "transferkit compare --data flowers --transfer --json > transfer.json",
            "transferkit advise flowers.run --compare transfer.json",
        ];
        Add(_run);
        Add([_group]);
    }

    protected override AdviseOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_run));

    protected override async Task<ExitCode> RunAsync(AdviseOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        var advice = await host.WithProgressAsync(progress => Advisor.RunAsync(run, options.Advice, progress, cancellation));
        host.Print(advice, () => AdviseDocument.Of(advice), Write);
        return ExitCode.Done;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<Advice> advice)
    {
        foreach (var question in advice)
        {
            console.WriteLine($"{question.Question}: {question.Verdict}{(question.IsMeasured ? " (measured)" : "")}");
            var facts = new FactSheet(console);
            foreach (var reason in question.Because)
            {
                facts.Add("because", reason);
            }

            foreach (var missing in question.Missing)
            {
                facts.Add("missing", $"{missing.Tells}: {missing.How}");
            }

            console.WriteLine();
        }
    }
}

/// <summary>What <c>advise --json</c> prints.</summary>
internal sealed record AdviseDocument(IReadOnlyList<AdviceDocument> Advice)
{
    /// <summary>The document of advice.</summary>
    public static AdviseDocument Of(IReadOnlyList<Advice> advice) => new([.. advice.Select(question => new AdviceDocument(
        question.Question, question.Verdict, question.IsMeasured, question.Because,
        [.. question.Missing.Select(missing => new AdviceMissing(missing.Name, missing.Tells, missing.How))]))]);
}

/// <summary>The answer to one question.</summary>
internal sealed record AdviceDocument(string Question, string Verdict, bool Measured, IReadOnlyList<string> Because, IReadOnlyList<AdviceMissing> Missing);

/// <summary>A measurement that would decide it.</summary>
internal sealed record AdviceMissing(string Name, string Tells, string How);
