using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Cli.Parsing;
using TransferKit.Graphs.Gradients;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>Which pretrained model is retrained, and how pictures enter it.</summary>
internal sealed class BackboneGroup() : OptionGroup("Backbone")
{
    private readonly Option<string> _backbone = CliOptions.Parsed(
        "--backbone",
        "ID|FILE.onnx",
        $"A name that 'transferkit backbones' lists, any ONNX image model, or a model that 'train' saved [default: {BackboneCatalogue.DefaultId}].",
        BackboneCatalogue.DefaultId,
        text => text);

    private readonly Option<Retrain> _retrain = CliOptions.Parsed(
        "--retrain",
        "head|last:N|from:STAGE|all",
        "What is trained again: the head, or the last stages too ('inspect' lists them) [default: head].",
        Retrain.HeadOnly,
        RetrainText.Parse);

    private static readonly Dictionary<string, StageNormalization> Normalizations = new()
    {
        ["frozen"] = StageNormalization.Frozen,
        ["affine"] = StageNormalization.Affine,
        ["batch"] = StageNormalization.BatchStatistics,
    };

    private readonly Option<StageNormalization> _stageNorm = CliOptions.Choice(
        "--stage-norm",
        "Batch normalisation inside retrained stages; frozen: stays; affine: its scale and shift are trained; batch: each batch by its own statistics.",
        Normalizations,
        "frozen");

    private readonly Option<int?> _inputSize = CliOptions.Whole(
        "--input-size", "Width and height of the model's picture where its file does not tell", BackboneOptions.LeastInputSize, BackboneOptions.GreatestInputSize);

    private readonly Option<InputRange?> _inputRange = CliOptions.Parsed<InputRange?>(
        "--input-range", "A:B", "What black and white become, such as 0:255, 0:1 or -1:1, where the file does not tell.", null, text => InputRange.Parse(text));

    private readonly Option<TensorLayout?> _inputLayout = CliOptions.Parsed<TensorLayout?>(
        "--input-layout", "nchw|nhwc", "Channels first or last, where the file does not tell.", null, text => text switch
        {
            "nchw" => TensorLayout.Nchw,
            "nhwc" => TensorLayout.Nhwc,
            _ => throw new FormatException($"'--input-layout' is '{text}'; allowed: nchw, nhwc."),
        });

    public override IReadOnlyList<Option> Options => [_backbone, _retrain, _stageNorm, _inputSize, _inputRange, _inputLayout];

    /// <summary>Adds what was given to the options.</summary>
    public TrainOptions Read(ParseResult parsed, TrainOptions options) => options with
    {
        Backbone = parsed.GetValue(_backbone)!,
        BackboneReading = new()
        {
            InputSize = parsed.GetValue(_inputSize),
            InputRange = parsed.GetValue(_inputRange),
            InputLayout = parsed.GetValue(_inputLayout),
        },
        Training = options.Training with { Retrain = parsed.GetValue(_retrain), StageNormalization = parsed.GetValue(_stageNorm) },
    };
}
