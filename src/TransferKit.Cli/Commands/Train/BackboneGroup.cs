using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Train;

/// <summary>Which pretrained model is retrained, and how pictures enter it.</summary>
/// <param name="orNone">Whether there may be none: a comparison has a backbone.</param>
internal sealed class BackboneGroup(bool orNone) : OptionGroup("Backbone")
{
    private readonly Option<string> _backbone = CliOptions.Parsed(
        "--backbone",
        orNone ? "ID|FILE.onnx|none" : "ID|FILE.onnx",
        "A name that 'transferkit backbones' lists, any ONNX image model, or a model that 'train' saved"
            + $"{(orNone ? "; none: a small network from scratch, all of it trained" : "")} [default: {BackboneCatalogue.DefaultId}].",
        BackboneCatalogue.DefaultId,
        text => text);

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

    public override IReadOnlyList<Option> Options => [_backbone, _inputSize, _inputRange, _inputLayout];

    /// <summary>Adds what was given to the options.</summary>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions => options with
    {
        Backbone = parsed.GetValue(_backbone)!,
        BackboneReading = new()
        {
            InputSize = parsed.GetValue(_inputSize),
            InputRange = parsed.GetValue(_inputRange),
            InputLayout = parsed.GetValue(_inputLayout),
        },
    };
}
