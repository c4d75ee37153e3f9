using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Sessions;

/// <summary>The shapes of every tensor of a graph, as ONNX Runtime infers them: there is no second shape inference here.</summary>
public static class TensorShapes
{
    /// <summary>Finds the shape of every input, constant and node output; an unknown dimension is -1.</summary>
    /// <param name="model">A model whose input shapes are known.</param>
    /// <exception cref="InvalidModelException">ONNX Runtime refuses the model.</exception>
    public static IReadOnlyDictionary<string, long[]> Of(ModelProto model)
    {
        var probe = model.Clone();
        var declared = probe.Graph.Output.Select(output => output.Name).ToHashSet();
        // ONNX Runtime tells the shapes of outputs: so for once every tensor is one.
        probe.Graph.Output.AddRange(probe.Graph.Node.SelectMany(node => node.Output).Where(name => name.Length > 0 && declared.Add(name))
            .Select(name => new ValueInfoProto { Name = name }));
        using var options = new SessionSettings { Optimize = false }.ToOptions();
        try
        {
            using var session = new InferenceSession(probe.ToByteArray(), options);
            var shapes = model.Graph.Initializer.ToDictionary(constant => constant.Name, constant => constant.Dims.ToArray());
            foreach (var (name, metadata) in session.InputMetadata.Concat(session.OutputMetadata).Where(pair => pair.Value.IsTensor))
            {
                shapes[name] = Array.ConvertAll(metadata.Dimensions, dimension => (long)dimension);
            }

            return shapes;
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidModelException($"ONNX Runtime cannot load the graph '{model.Graph.Name}': {error.Message}", null, error);
        }
    }
}
