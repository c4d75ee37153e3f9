using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>Where a comparison keeps its work.</summary>
internal sealed class WorkGroup() : OptionGroup("Work")
{
    private const string StandardFolder = "compare.run";

    private readonly Option<string?> _workFolder = CliOptions.Text(
        "--workdir", "W", $"The folder of checkpoints and finished arms [default: {StandardFolder}].");

    private readonly Option<bool> _resume = CliOptions.Flag(
        "--resume", "Goes on with what the work folder holds: finished arms are not trained again; the other options must be the same, but there may be more arms and seeds.");

    private readonly Option<string?> _cache = CliOptions.Text(
        "--cache", "DIR", "The folder of computed features [default: features in the folder that 'transferkit doctor' shows].");

    public override IReadOnlyList<Option> Options => [_workFolder, _resume, _cache];

    /// <summary>Adds what was given to the options.</summary>
    public CompareOptions Read(ParseResult parsed, CompareOptions options) => options with
    {
        Training = options.Training with
        {
            WorkFolder = parsed.GetValue(_workFolder) ?? StandardFolder,
            Resume = parsed.GetValue(_resume),
            CacheFolder = parsed.GetValue(_cache) ?? DefaultFolders.Features,
        },
    };
}
