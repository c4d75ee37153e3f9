using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Cli.Commands.Contract;

/// <summary>Shows a contract and how it came to be.</summary>
internal sealed class ShowContractCommand : CliCommand<ShowContractOptions>
{
    private readonly Argument<string> _file = new("C.json") { Description = "A contract that 'contract set' made." };

    public ShowContractCommand(CommandHost host)
        : base("show", "Shows what counts, and each change with its date and reason.", host)
    {
        Examples = ["transferkit contract show parts.contract.json"];
        Add(_file);
    }

    protected override ShowContractOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(_file));

    protected override Task<ExitCode> RunAsync(ShowContractOptions options, CommandHost host, CancellationToken cancellation)
    {
        var document = ContractDocument.Of(options.File, ContractFile.Read(options.File), changed: false);
        host.Print(document, () => document, ContractText.Write);
        return Task.FromResult(ExitCode.Done);
    }
}

/// <summary>What <c>contract show</c> was asked for.</summary>
/// <param name="File">The contract.</param>
internal sealed record ShowContractOptions(string File);
