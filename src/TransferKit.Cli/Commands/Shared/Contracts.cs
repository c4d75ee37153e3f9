using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>What <c>--contract</c> says of what counts.</summary>
internal static class Contracts
{
    /// <summary>The option.</summary>
    /// <param name="use">What it is used for, a sentence.</param>
    public static Option<string?> Option(string use) => CliOptions.Text(
        "--contract", "C.json", $"A file that 'contract set' wrote: which metric counts for a task. {use}");

    /// <summary>Reads the contract, or returns null where none is given.</summary>
    /// <exception cref="InvalidContractException">It cannot be read.</exception>
    public static MetricContract? Read(string? file) => file is null ? null : ContractFile.Read(file);

    /// <summary>The data with what a contract says of their tasks.</summary>
    /// <exception cref="InvalidContractException">It does not fit the tasks.</exception>
    public static ImageDataset Apply(MetricContract? contract, ImageDataset dataset) => contract is null ? dataset : dataset.WithTasks(contract.Apply(dataset.Tasks));
}
