using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;
using TransferKit.Strategy.Distributions;

namespace TransferKit.Cli.Commands.Split;

/// <summary>What <c>split check</c> was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Check">How its parts are compared.</param>
internal sealed record CheckOptions(string Run, DistributionOptions Check);

/// <summary>How parts are compared.</summary>
internal sealed class CheckGroup() : OptionGroup("Comparison")
{
    private const string Source = "source";

    private static readonly Dictionary<string, string> Kinds = new() { ["part"] = "part", [Source] = Source };

    private readonly Option<string> _by = CliOptions.Choice(
        "--by", "Compares every part with the next (train, train-dev, dev, test), or every source with the one that dev is of", Kinds, "part");

    private readonly Option<bool> _noClassifier = CliOptions.Flag("--no-classifier", "Compares attributes and labels alone, which needs no features.");

    private readonly Option<string?> _cache = CliOptions.Text(
        "--cache", "DIR", "The folder of computed features [default: features in the folder that 'transferkit doctor' shows].");

    private readonly Option<int?> _threads = CliOptions.Whole("--threads", "Images read at the same time", 1, 1024, Environment.ProcessorCount);

    public override IReadOnlyList<Option> Options => [_by, _noClassifier, _cache, _threads];

    /// <summary>What was given.</summary>
    public CheckOptions Read(ParseResult parsed, string run) => new(run, new()
    {
        BySource = parsed.GetValue(_by) == Source,
        Classify = !parsed.GetValue(_noClassifier),
        CacheFolder = parsed.GetValue(_cache) ?? DefaultFolders.Features,
        Threads = parsed.GetValue(_threads)!.Value,
    });
}
