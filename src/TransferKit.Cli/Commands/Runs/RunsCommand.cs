using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Runs;

/// <summary>The commands about trainings of the past.</summary>
internal sealed class RunsCommand : Command, IHasHelp
{
    public RunsCommand(CommandHost host)
        : base("runs", "Lists, shows, compares and repeats trainings of the past.")
    {
        Add(new ListCommand(host));
        Add(new ShowCommand(host));
        Add(new CompareRunsCommand(host));
        Add(new RepeatCommand(host));
    }

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples => ["transferkit runs list", "transferkit runs compare before.run after.run", "transferkit runs repeat flowers.run --out again.onnx"];
}
