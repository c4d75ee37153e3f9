using System.CommandLine;
using TransferKit.Cli.Parsing;
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
        "head|last:N|from:STAGE|all",
        "What is trained again: the head, or the last stages too ('inspect' lists them) [default: head].",
        Retrain.HeadOnly,
        RetrainText.Parse);

    private readonly Option<StageNormalization> _stageNorm = CliOptions.Choice(
        "--stage-norm",
        "Batch normalisation inside retrained stages; frozen: stays; affine: its scale and shift are trained; batch: each batch by its own statistics.",
        Normalizations,
        "frozen");

    public override IReadOnlyList<Option> Options => choosesDepth ? [_retrain, _stageNorm] : [_stageNorm];

    /// <summary>Adds what was given to the options.</summary>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions => options with
    {
        Training = options.Training with
        {
            Retrain = choosesDepth ? parsed.GetValue(_retrain) : options.Training.Retrain,
            StageNormalization = parsed.GetValue(_stageNorm),
        },
    };
}
