using System.CommandLine;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What <c>train</c> writes, and where it keeps its work.</summary>
internal sealed class ResultGroup() : OptionGroup("Result")
{
    private readonly Option<string> _out = CliOptions.RequiredText("--out", "M.onnx", "The model file to write; the split goes to M.split.csv.");

    private readonly Option<IReadOnlyList<Gate>> _gates = Gates.Option();

    private readonly Option<string?> _workFolder = CliOptions.Text("--workdir", "W", "The folder of checkpoints [default: M.run].");

    private readonly Option<bool> _resume = CliOptions.Flag(
        "--resume", "Goes on with what the work folder holds, after Ctrl-C or a crash, or starts if it holds nothing; the other options must be the same.");

    private readonly Option<string?> _cache = CliOptions.Text(
        "--cache", "DIR", "The folder of computed features [default: features in the folder that 'transferkit doctor' shows].");

    public override IReadOnlyList<Option> Options => [_out, _gates, _workFolder, _resume, _cache];

    /// <summary>Adds what was given to the options.</summary>
    public TrainOptions Read(ParseResult parsed, TrainOptions options)
    {
        var output = parsed.GetRequiredValue(_out);
        return options with
        {
            Out = output,
            Gates = parsed.GetValue(_gates)!,
            Training = options.Training with
            {
                WorkFolder = parsed.GetValue(_workFolder) ?? TrainOptions.Beside(output, ".run"),
                Resume = parsed.GetValue(_resume),
                CacheFolder = parsed.GetValue(_cache) ?? DefaultFolders.Features,
            },
        };
    }
}
