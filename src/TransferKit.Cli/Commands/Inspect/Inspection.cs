using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Cli.Commands.Inspect;

/// <summary>What was found in a model.</summary>
/// <param name="Path">The file, or null for a backbone of the catalogue.</param>
/// <param name="Backbone">The model and how pictures enter it.</param>
/// <param name="Stages">Its stages, from the image on.</param>
/// <param name="BlockedBy">For each stage, what keeps it from being trained, or null.</param>
/// <param name="Saved">What the file says about itself if <c>train</c> saved it, else null.</param>
internal sealed record Inspection(
    string? Path, Backbone Backbone, StageList Stages, IReadOnlyList<string?> BlockedBy, ArtifactMetadata? Saved)
{
    /// <summary>The training graph that was drawn, or null.</summary>
    public GraphDocument? Graph { get; init; }

    /// <summary>The model's inputs: those that are not weights.</summary>
    public IReadOnlyList<TensorInfo> Inputs
    {
        get
        {
            var weights = Backbone.Model.Proto.Graph.Initializer.Select(weight => weight.Name).ToHashSet();
            return [.. Backbone.Model.Proto.Graph.Input.Where(input => !weights.Contains(input.Name)).Select(TensorInfo.Of)];
        }
    }

    /// <summary>The model's outputs.</summary>
    public IReadOnlyList<TensorInfo> Outputs => [.. Backbone.Model.Proto.Graph.Output.Select(TensorInfo.Of)];

    /// <summary>Looks into a model.</summary>
    public static Inspection Of(string model, Backbone backbone) => new(
        backbone.Card is null ? model : null,
        backbone,
        backbone.Stages,
        Trainability.Of(backbone.Stages),
        ArtifactMetadata.IsIn(backbone.Model) ? ArtifactMetadata.Read(backbone.Model) : null);
}

/// <summary>An input or output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type, such as <c>float32</c>.</param>
/// <param name="Shape">Its dimensions; null where one is not known, as the batch.</param>
internal sealed record TensorInfo(string Name, string Type, IReadOnlyList<long?> Shape)
{
    /// <summary>What the model declares.</summary>
    public static TensorInfo Of(ValueInfoProto value) => new(
        value.Name,
        TypeName(value.Type?.TensorType?.ElemType ?? 0),
        [.. value.Type?.TensorType?.Shape?.Dim.Select(dimension => dimension.HasDimValue ? dimension.DimValue : (long?)null) ?? []]);

    private static string TypeName(int type) => (TensorProto.Types.DataType)type switch
    {
        TensorProto.Types.DataType.Float => "float32",
        TensorProto.Types.DataType.Double => "float64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
