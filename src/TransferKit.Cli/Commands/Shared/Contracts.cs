using System.CommandLine;
using TransferKit.Artifacts;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Tasks;
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
    public static ImageDataset Apply(MetricContract? contract, ImageDataset dataset)
    {
        if (contract is null)
        {
            return dataset;
        }

        var tasks = contract.Apply(dataset.Tasks);
        foreach (var (task, known) in tasks.Zip(dataset.Tasks))
        {
            contract.RequireClasses(task, dataset.ClassesOf(known));
        }

        return dataset.WithTasks(tasks);
    }

    /// <summary>The tasks of a model with what a contract says of them, else with what counted when it was made.</summary>
    /// <exception cref="InvalidContractException">It does not fit the tasks.</exception>
    public static IReadOnlyList<LearningTask> TasksOf(Predictor model, MetricContract? contract)
    {
        IReadOnlyList<LearningTask> tasks =
            [.. model.Tasks.Select(task => new LearningTask(task.Name, task.Kind, task.Column) { Metric = task.Metric, Costs = task.CostMatrix })];
        tasks = contract?.Apply(tasks) ?? tasks;
        foreach (var (task, known) in tasks.Zip(model.Tasks))
        {
            contract?.RequireClasses(task, known.Classes);
        }

        return tasks;
    }
}
