using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Tasks;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What commands that train were asked for: what to learn from, and how.</summary>
internal abstract record LearningOptions
{
    /// <summary>The folder or table to learn from.</summary>
    public required string Data { get; init; }

    /// <summary>The table's column of image paths, or null.</summary>
    public string? Image { get; init; }

    /// <summary>The table's tasks; empty for its column <c>label</c>.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; init; } = [];

    /// <summary>The contract of what counts, or null.</summary>
    public string? Contract { get; init; }

    /// <summary>How the data are read.</summary>
    public DatasetOptions Reading { get; init; } = new();

    /// <summary>A backbone's name or an ONNX file.</summary>
    public string Backbone { get; init; } = BackboneCatalogue.DefaultId;

    /// <summary>How the backbone is read.</summary>
    public BackboneOptions BackboneReading { get; init; } = new();

    /// <summary>How the training runs.</summary>
    public FineTuneOptions Training { get; init; } = new();
}
