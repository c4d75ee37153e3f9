using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Contract;

/// <summary>The commands about what counts.</summary>
internal sealed class ContractCommand : Command, IHasHelp
{
    public ContractCommand(CommandHost host)
        : base("contract", "Says which metric counts, and keeps why.")
    {
        Add(new SetCommand(host));
        Add(new ShowContractCommand(host));
    }

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples =>
    [
        "transferkit contract set parts.contract.json --metric label=balanced-accuracy",
        "transferkit contract show parts.contract.json",
    ];
}
