using System.CommandLine;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What <c>train</c> learns from, and what it holds out.</summary>
internal sealed class TrainDataGroup() : OptionGroup("Data")
{
    private readonly LearningDataGroup _learning = new();

    private readonly Option<string?> _splitFile = CliOptions.Text(
        "--split-file", "F", "A CSV file with the columns path and split, such as the M.split.csv of an earlier run: that split is used as it is.");

    private readonly Option<string?> _target = CliOptions.Text(
        "--target", "SOURCE", "The value of the column 'source' whose distribution dev and test follow; other sources only train.");

    private readonly Option<bool> _allowLeaks = CliOptions.Flag(
        "--allow-leaks", "Trains although the given split holds out images that look like ones that are learned from, or are of their group.");

    public override IReadOnlyList<Option> Options => [.. _learning.Options, _splitFile, _target, _allowLeaks];

    /// <summary>Adds what was given to the options.</summary>
    public TrainOptions Read(ParseResult parsed, TrainOptions options)
    {
        options = _learning.Read(parsed, options);
        return options with
        {
            SplitFile = parsed.GetValue(_splitFile),
            Target = parsed.GetValue(_target),
            Training = options.Training with { AllowLeaks = parsed.GetValue(_allowLeaks) },
        };
    }
}
