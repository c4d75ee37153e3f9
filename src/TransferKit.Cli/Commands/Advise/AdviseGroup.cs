using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Strategy.Advising;

namespace TransferKit.Cli.Commands.Advise;

/// <summary>What <c>advise</c> was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Advice">What the advice rests on.</param>
internal sealed record AdviseOptions(string Run, AdviceOptions Advice);

/// <summary>What advice rests on.</summary>
internal sealed class AdviseGroup() : OptionGroup("Measurements")
{
    private readonly Option<IReadOnlyList<string>> _comparisons = CliOptions.Repeated(
        "--compare", "F.json", "What 'transferkit compare --json' wrote on the same data: --transfer, --tasks or --pipeline.", text => text);

    private readonly Option<int?> _threads = CliOptions.Whole("--threads", "Images read at the same time", 1, 1024, Environment.ProcessorCount);

    public override IReadOnlyList<Option> Options => [_comparisons, _threads];

    /// <summary>What was given.</summary>
    public AdviseOptions Read(ParseResult parsed, string run) =>
        new(run, new() { Comparisons = parsed.GetValue(_comparisons)!, Threads = parsed.GetValue(_threads)!.Value });
}
