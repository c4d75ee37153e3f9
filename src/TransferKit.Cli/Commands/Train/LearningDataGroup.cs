using System.CommandLine;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What is learned from.</summary>
internal sealed class LearningDataGroup() : OptionGroup("Data")
{
    private readonly DataOptionGroup _source = new();

    private readonly Option<IReadOnlyList<LearningTask>> _tasks = CliOptions.Repeated(
        "--task", "NAME:KIND[:COLUMN]", "A task of a CSV or TSV file; KIND is class, regression, multilabel (cells such as 'red;round'), ordinal (numbered levels) or box (columns xmin, ymin, xmax and ymax, with COLUMN_ before each where COLUMN is given; pixels) [default: label:class].", LearningTask.Parse);

    private readonly Option<IReadOnlyList<string>> _logScale = CliOptions.Repeated(
        "--log-scale", "NAME", "A regression task whose logarithm is learned, so that relative errors count; its labels are above 0.", text => text);

    private readonly Option<string?> _contract = Contracts.Option("Choices inside the training are made by it, and it sums the task up.");

    private readonly Option<double?> _maxBad = CliOptions.Number(
        "--max-bad", "The share of images that may be unreadable before the run fails", 0, 1, new DatasetOptions().MaxBad);

    public override IReadOnlyList<Option> Options => [.. _source.Options, _tasks, _logScale, _contract, _maxBad];

    /// <summary>Adds what was given to the options.</summary>
    /// <exception cref="InvalidOptionsException">The log scale of a task that there is not.</exception>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions
    {
        var (tasks, logScale) = (parsed.GetValue(_tasks)!, parsed.GetValue(_logScale)!);
        string[] numbers = [.. tasks.Where(task => task.Kind == TaskKind.Regression).Select(task => task.Name)];
        if (logScale.Except(numbers).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOptionsException($"'--log-scale' names '{unknown}'; the regression tasks are: {(numbers.Length > 0 ? string.Join(", ", numbers) : "none")}.");
        }

        return options with
        {
            Data = parsed.GetRequiredValue(_source.Data),
            Image = parsed.GetValue(_source.Image),
            Tasks = [.. tasks.Select(task => task with { LogScale = logScale.Contains(task.Name) })],
            Contract = parsed.GetValue(_contract),
            Reading = new() { MaxBad = parsed.GetValue(_maxBad)!.Value },
        };
    }
}
