using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Labels;

/// <summary>The commands about labels.</summary>
internal sealed class LabelsCommand : Command, IHasHelp
{
    public LabelsCommand(CommandHost host)
        : base("labels", "Corrects labels, and measures how well people label.")
    {
        Add(new ApplyCommand(host));
        Add(new PageCommand(host));
        Add(new HumanCommand(host));
    }

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples =>
    [
        "transferkit labels apply suspects.csv --run flowers.run --out corrected.csv",
        "transferkit labels page flowers.run --out labelling.html",
        "transferkit labels human flowers.run labels-Ann.csv",
    ];
}
