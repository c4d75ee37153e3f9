using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Graphs.Lowering;

/// <summary>Computes beforehand what a graph computes from shapes and constants alone, once all input shapes are known.</summary>
internal static class StaticGraph
{
    /// <summary>The graph with such nodes replaced by constants, by ONNX Runtime's own optimizer; as it is where there are none.</summary>
    /// <exception cref="InvalidModelException">ONNX Runtime refuses the model.</exception>
    public static ModelProto Fold(ModelProto model)
    {
        var data = model.Graph.Input.Select(input => input.Name).ToHashSet();
        var folds = false;
        foreach (var node in model.Graph.Node)
        {
            var isData = node.OpType is not ("Shape" or "Size") && node.Input.Any(data.Contains);
            folds |= !isData && node.OpType != "Constant";
            if (isData)
            {
                data.UnionWith(node.Output);
            }
        }

        return folds ? Optimized(model) : model;
    }

    private static ModelProto Optimized(ModelProto model)
    {
        var file = Path.Combine(Path.GetTempPath(), $"transferkit-{Guid.NewGuid():N}.onnx");
        using var options = new SessionSettings().ToOptions();
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC;
        options.OptimizedModelFilePath = file;
        try
        {
            using (new InferenceSession(model.ToByteArray(), options))
            {
            }

            return ModelProto.Parser.ParseFrom(File.ReadAllBytes(file));
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidModelException($"ONNX Runtime cannot load the graph '{model.Graph.Name}': {error.Message}", null, error);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
