using System.CommandLine;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Parsing;
using TransferKit.Runs;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What beside the split tells how good a training is, and what is chosen by it.</summary>
internal sealed class ValidationGroup() : OptionGroup("Validation")
{
    private static readonly Dictionary<string, Keep> Keeps = new() { ["last"] = Keep.Last, ["best"] = Keep.Best };

    private readonly Option<Keep> _keep = CliOptions.Choice(
        "--keep", "Which weights are kept; 'best' looks at dev after every epoch, which makes the dev figure optimistic.", Keeps, "last");

    private readonly Option<int?> _folds = CliOptions.Whole(
        "--folds", "Also cross-validates with this many folds: every image is predicted once by a model that did not see it", 2, 1_000);

    private readonly Option<IReadOnlyList<HumanLevel>> _human = HumanLevels.Option();

    public override IReadOnlyList<Option> Options => [_keep, _folds, _human];

    /// <summary>Adds what was given to the options.</summary>
    public TrainOptions Read(ParseResult parsed, TrainOptions options) => options with
    {
        Human = parsed.GetValue(_human)!,
        Training = options.Training with { Keep = parsed.GetValue(_keep), Folds = parsed.GetValue(_folds) ?? 0 },
    };
}
