using System.CommandLine;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What <c>train</c> learns from, and what it holds out.</summary>
internal sealed class TrainDataGroup() : OptionGroup("Data")
{
    private readonly DataOptionGroup _source = new();

    private readonly Option<IReadOnlyList<LearningTask>> _tasks = CliOptions.Repeated(
        "--task", "NAME:KIND[:COLUMN]", "A task of a CSV or TSV file; KIND is class or regression [default: label:class].", LearningTask.Parse);

    private readonly Option<double?> _maxBad = CliOptions.Number(
        "--max-bad", "The share of images that may be unreadable before the run fails", 0, 1, new DatasetOptions().MaxBad);

    private readonly Option<string?> _splitFile = CliOptions.Text(
        "--split-file", "F", "A CSV file with the columns path and split, such as the M.split.csv of an earlier run: that split is used as it is.");

    private readonly Option<string?> _target = CliOptions.Text(
        "--target", "SOURCE", "The value of the column 'source' whose distribution dev and test follow; other sources only train.");

    public override IReadOnlyList<Option> Options => [.. _source.Options, _tasks, _maxBad, _splitFile, _target];

    /// <summary>Adds what was given to the options.</summary>
    public TrainOptions Read(ParseResult parsed, TrainOptions options) => options with
    {
        Data = parsed.GetRequiredValue(_source.Data),
        Image = parsed.GetValue(_source.Image),
        Tasks = parsed.GetValue(_tasks)!,
        Reading = new() { MaxBad = parsed.GetValue(_maxBad)!.Value },
        SplitFile = parsed.GetValue(_splitFile),
        Target = parsed.GetValue(_target),
    };
}
