using TransferKit.Evaluation;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What <c>train</c> was asked for.</summary>
internal sealed record TrainOptions : LearningOptions
{
    /// <summary>A split to use as it is, or null.</summary>
    public string? SplitFile { get; init; }

    /// <summary>The source that dev and test follow, or null.</summary>
    public string? Target { get; init; }

    /// <summary>Limits that the figures must keep.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>How well people do.</summary>
    public IReadOnlyList<HumanLevel> Human { get; init; } = [];

    /// <summary>The model file to write.</summary>
    public required string Out { get; init; }

    /// <summary>The split file to write.</summary>
    public string SplitOut => Beside(Out, ".split.csv");

    /// <summary>A file or folder beside a model: <c>M.onnx</c> gives <c>M.split.csv</c> and <c>M.run</c>.</summary>
    public static string Beside(string model, string ending) =>
        (model.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? model[..^".onnx".Length] : model) + ending;
}
