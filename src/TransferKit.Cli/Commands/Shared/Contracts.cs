using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>What <c>--contract</c> says of what counts.</summary>
internal static class Contracts
{
    /// <summary>The option.</summary>
    public static Option<string?> Option() => CliOptions.Text(
        "--contract", "C.json", "A file that 'contract set' wrote: which metric counts for a task. Choices inside the training are made by it, and it sums the task up.");

    /// <summary>Reads the contract, or returns null where none is given.</summary>
    /// <exception cref="InvalidContractException">It cannot be read.</exception>
    public static MetricContract? Read(string? file) => file is null ? null : ContractFile.Read(file);

    /// <summary>The data with what a contract says of their tasks.</summary>
    /// <exception cref="InvalidContractException">It does not fit the tasks.</exception>
    public static ImageDataset Apply(MetricContract? contract, ImageDataset dataset) => contract is null ? dataset : dataset.WithTasks(contract.Apply(dataset.Tasks));
}
