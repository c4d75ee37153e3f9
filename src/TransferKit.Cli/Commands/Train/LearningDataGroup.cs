using System.CommandLine;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What is learned from.</summary>
internal sealed class LearningDataGroup() : OptionGroup("Data")
{
    private readonly DataOptionGroup _source = new();

    private readonly Option<IReadOnlyList<LearningTask>> _tasks = CliOptions.Repeated(
        "--task", "NAME:KIND[:COLUMN]", "A task of a CSV or TSV file; KIND is class, regression, multilabel (cells such as 'red;round') or ordinal (numbered levels) [default: label:class].", LearningTask.Parse);

    private readonly Option<double?> _maxBad = CliOptions.Number(
        "--max-bad", "The share of images that may be unreadable before the run fails", 0, 1, new DatasetOptions().MaxBad);

    public override IReadOnlyList<Option> Options => [.. _source.Options, _tasks, _maxBad];

    /// <summary>Adds what was given to the options.</summary>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions => options with
    {
        Data = parsed.GetRequiredValue(_source.Data),
        Image = parsed.GetValue(_source.Image),
        Tasks = parsed.GetValue(_tasks)!,
        Reading = new() { MaxBad = parsed.GetValue(_maxBad)!.Value },
    };
}
