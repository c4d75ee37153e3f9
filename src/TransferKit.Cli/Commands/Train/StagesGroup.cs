using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>Which stages of the backbone are trained again, and how.</summary>
/// <param name="choosesDepth">Whether one depth is chosen; a comparison has several.</param>
internal sealed class StagesGroup(bool choosesDepth) : OptionGroup("Stages")
{
    private static readonly Dictionary<string, StageNormalization> Normalizations = new()
    {
        ["frozen"] = StageNormalization.Frozen,
        ["affine"] = StageNormalization.Affine,
        ["batch"] = StageNormalization.BatchStatistics,
    };

    private readonly Option<Retrain> _retrain = CliOptions.Parsed(
        "--retrain",
        "head|last:N|from:STAGE|all|auto",
        "What is trained again: the head, or the last stages too ('inspect' lists them); auto tries inside the training images what pays [default: head].",
        Retrain.HeadOnly,
        RetrainText.Parse);

    private readonly Option<Retrain?> _budget = CliOptions.Parsed<Retrain?>(
        "--budget",
        "T",
        "About the time that 'auto' takes to choose, such as 90s, 5m or 1h; with folds, for each fold model's choice again [default: 2m].",
        null,
        text => Retrain.Auto(BudgetText.Parse(text)));

    private readonly Option<StageNormalization> _stageNorm = CliOptions.Choice(
        "--stage-norm",
        "Batch normalisation inside retrained stages; frozen: stays; affine: its scale and shift are trained; batch: each batch by its own statistics.",
        Normalizations,
        "frozen");

    public override IReadOnlyList<Option> Options => choosesDepth ? [_retrain, _budget, _stageNorm] : [_budget, _stageNorm];

    /// <summary>Adds what was given to the options.</summary>
    /// <exception cref="InvalidOptionsException">A budget, but nothing to spend it on.</exception>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions
    {
        var retrain = choosesDepth ? parsed.GetValue(_retrain) : options.Training.Retrain;
        return options with
        {
            Training = options.Training with
            {
                Retrain = choosesDepth ? WithBudget(parsed, [retrain])[0] : retrain,
                StageNormalization = parsed.GetValue(_stageNorm),
            },
        };
    }

    /// <summary>The modes, those that choose the depth with the time that was given.</summary>
    /// <exception cref="InvalidOptionsException">A time was given, but none of them chooses.</exception>
    public IReadOnlyList<Retrain> WithBudget(ParseResult parsed, IReadOnlyList<Retrain> modes) => parsed.GetValue(_budget) is not { } auto
        ? modes
        : modes.Any(mode => mode.IsAuto)
            ? [.. modes.Select(mode => mode.IsAuto ? auto : mode)]
            : throw new InvalidOptionsException("'--budget' is the time that 'auto' takes to choose, and nothing here is 'auto'.");
}
