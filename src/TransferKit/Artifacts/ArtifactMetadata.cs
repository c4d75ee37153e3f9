using TransferKit.Features;

namespace TransferKit.Artifacts;

/// <summary>What a model file says about itself (docs/model-file.md).</summary>
public sealed record ArtifactMetadata
{
    /// <summary>The tasks, in the order of the outputs.</summary>
    public required IReadOnlyList<ArtifactTask> Tasks { get; init; }

    /// <summary>How a picture becomes the input.</summary>
    public required ArtifactInput Input { get; init; }

    /// <summary>Where the heads are attached: tensors of this file's graph.</summary>
    public required FeatureSpec Features { get; init; }

    /// <summary>What was measured when the model was made.</summary>
    public required IReadOnlyList<ArtifactMetric> Metrics { get; init; }

    /// <summary>What the model was made of.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>The images it was trained on.</summary>
    public required SeenImages TrainingImages { get; init; }

    /// <summary>What it must answer to a known input.</summary>
    public required GoldenVectors Golden { get; init; }

    /// <summary>When it was made, or null where that was left out.</summary>
    public ArtifactTimes? Times { get; init; }

    /// <summary>Whether a model is one of ours, as opposed to any other ONNX file.</summary>
    public static bool IsIn(Graphs.Onnx.OnnxModel model) => model.Proto.MetadataProps.Any(entry => entry.Key == MetadataKeys.Format);

    /// <summary>Reads the metadata of a model file.</summary>
    /// <exception cref="Graphs.Onnx.InvalidModelException">It has none, lacks a part, or is of a newer format.</exception>
    public static ArtifactMetadata Read(Graphs.Onnx.OnnxModel model) => MetadataJson.Read(model);
}
