using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Tasks;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What <c>train</c> was asked for.</summary>
internal sealed record TrainOptions
{
    /// <summary>The folder or table to learn from.</summary>
    public required string Data { get; init; }

    /// <summary>The table's column of image paths, or null.</summary>
    public string? Image { get; init; }

    /// <summary>The table's tasks; empty for its column <c>label</c>.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; init; } = [];

    /// <summary>How the data are read.</summary>
    public DatasetOptions Reading { get; init; } = new();

    /// <summary>A split to use as it is, or null.</summary>
    public string? SplitFile { get; init; }

    /// <summary>The source that dev and test follow, or null.</summary>
    public string? Target { get; init; }

    /// <summary>A backbone's name or an ONNX file.</summary>
    public string Backbone { get; init; } = BackboneCatalogue.DefaultId;

    /// <summary>How the backbone is read.</summary>
    public BackboneOptions BackboneReading { get; init; } = new();

    /// <summary>How the training runs.</summary>
    public FineTuneOptions Training { get; init; } = new();

    /// <summary>Limits that the figures must keep.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>The model file to write.</summary>
    public required string Out { get; init; }

    /// <summary>The split file to write.</summary>
    public string SplitOut => Beside(Out, ".split.csv");

    /// <summary>A file or folder beside a model: <c>M.onnx</c> gives <c>M.split.csv</c> and <c>M.run</c>.</summary>
    public static string Beside(string model, string ending) =>
        (model.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? model[..^".onnx".Length] : model) + ending;
}
