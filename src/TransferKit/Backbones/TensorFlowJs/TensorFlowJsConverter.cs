using System.Text.Json.Nodes;
using TransferKit.Backbones.TensorFlowJs.GraphModels;
using TransferKit.Backbones.TensorFlowJs.LayersModels;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>Converts TensorFlow.js models to ONNX (channels-first, opset 13, IR 7, float32, batch size free).</summary>
internal static class TensorFlowJsConverter
{
    /// <summary>Changed whenever the same files would give another model: stored conversions of older versions are then not used.</summary>
    public const int Version = 2;

    /// <summary>Converts what leads to the wanted outputs.</summary>
    /// <exception cref="InvalidModelException">The files are damaged, or a wanted output is not there.</exception>
    /// <exception cref="UnconvertibleOperatorException">An operator that is needed has no rule.</exception>
    public static OnnxModel Convert(TensorFlowJsModel model, ConversionTarget target)
    {
        try
        {
            var graph = model.Topology switch
            {
                { } topology when topology["node"] is JsonArray => GraphModelConverter.Convert(model, target),
                { } topology when topology["model_config"] is JsonObject => LayersModelConverter.Convert(model, target),
                _ => throw new InvalidModelException($"'{model.Name}' is neither a graph-model nor a layers-model.", model.Name),
            };
            return OnnxModel.From(graph.ToModel());
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            // What System.Text.Json raises where a damaged file has another kind of value than the format says.
            throw new InvalidModelException($"The topology of '{model.Name}' is damaged: {error.Message}", model.Name, error);
        }
    }
}
