using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Split;

/// <summary>The commands about splits.</summary>
internal sealed class SplitCommand : Command, IHasHelp
{
    public SplitCommand(CommandHost host)
        : base("split", "Tells how to divide images into those to learn from and those to measure on.")
    {
        Add(new PlanCommand(host));
        Add(new CheckCommand(host));
    }

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples => ["transferkit split plan --rows 2000 --accuracy 0.9 --half-width 0.03", "transferkit split check parts.run"];
}
