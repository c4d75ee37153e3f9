using System.CommandLine;
using TransferKit.Cli.Commands.Inspect.Drawing;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Inspect;

/// <summary>The options of <c>inspect</c>.</summary>
internal sealed class InspectOptionGroup() : OptionGroup("Training graph")
{
    private readonly Option<string?> _graph = CliOptions.Text(
        "--graph", "OUT.svg|OUT.txt", "Draws the derived training graph, forward and backward, as a picture or as text.");

    private readonly Option<string?> _from = CliOptions.Text(
        "--from", "STAGE", "The first stage of that graph; without it, the last stage.");

    public override IReadOnlyList<Option> Options => [_graph, _from];

    /// <summary>What was asked for.</summary>
    public InspectOptions Read(ParseResult parsed, string model)
    {
        var options = new InspectOptions(model, parsed.GetValue(_graph), parsed.GetValue(_from));
        if (options.Graph is not null)
        {
            TrainingGraphFile.CheckName(options.Graph);
        }
        else if (options.From is not null)
        {
            throw new UsageException("'--from' says where the training graph begins, so it goes with '--graph FILE'.", "inspect");
        }

        return options;
    }
}
