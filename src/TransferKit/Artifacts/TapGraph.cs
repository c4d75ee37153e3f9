using TransferKit.Features;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Artifacts;

/// <summary>Adds what makes features [N, width] of a trunk's activations: pooling over places or tokens, then one after another.</summary>
internal static class TapGraph
{
    /// <summary>Adds pooling and concatenation.</summary>
    /// <param name="builder">The graph, which holds the taps.</param>
    /// <param name="features">The taps, by their names in this graph.</param>
    /// <param name="inputShape">The shape of a batch to run the graph on, to learn the taps' ranks.</param>
    /// <param name="operatorSet">The graph's operator set.</param>
    /// <returns>The features' tensor and their width.</returns>
    /// <exception cref="InvalidModelException">A tap cannot be pooled so, or its first dimension is not the batch.</exception>
    public static (string Tensor, long Width) Add(GraphBuilder builder, FeatureSpec features, long[] inputShape, long operatorSet)
    {
        var shapes = FindShapes(builder, features, inputShape, operatorSet);
        var pooled = features.Taps.Select(tap => Pool(builder, tap, shapes[tap.Tensor])).ToList();
        var width = features.Taps.Sum(tap => shapes[tap.Tensor] is [_, _, var tokenWidth] ? tokenWidth : shapes[tap.Tensor][1]);
        return (pooled.Count == 1 ? pooled[0] : builder.Node("Concat", pooled, [("axis", 1L)]), width);
    }

    private static string Pool(GraphBuilder builder, FeatureTap tap, IReadOnlyList<long> shape) => (shape.Count, tap.Pooling) switch
    {
        (2, _) => tap.Tensor,
        (4, Pooling.Mean) => Flatten(builder, builder.Node("GlobalAveragePool", [tap.Tensor])),
        (4, Pooling.Max) => Flatten(builder, builder.Node("GlobalMaxPool", [tap.Tensor])),
        (3, Pooling.Mean) => builder.Node("ReduceMean", [tap.Tensor], [("axes", new[] { 1L }), ("keepdims", 0L)]),
        (3, Pooling.Max) => builder.Node("ReduceMax", [tap.Tensor], [("axes", new[] { 1L }), ("keepdims", 0L)]),
        (3, Pooling.Token) => builder.Node("Gather", [tap.Tensor, builder.Constant(Tensors.FromLongs("transferkit.token", [0]))], [("axis", 1L)]),
        _ => throw new InvalidModelException(
            $"The activation '{tap.Tensor}' has the shape [{string.Join(", ", shape)}], which pooling '{tap.Pooling}' does not take."),
    };

    private static string Flatten(GraphBuilder builder, string tensor) => builder.Node("Flatten", [tensor], [("axis", 1L)]);

    private static Dictionary<string, IReadOnlyList<long>> FindShapes(
        GraphBuilder builder, FeatureSpec features, long[] inputShape, long operatorSet)
    {
        var probe = new ModelProto(builder.ToModel((int)operatorSet));
        foreach (var tensor in features.Taps.Select(tap => tap.Tensor).Distinct())
        {
            var type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } };
            probe.Graph.Output.Add(new ValueInfoProto { Name = tensor, Type = type });
        }

        using var session = new SharedSession(OnnxModel.From(probe), new() { Optimize = false });
        var outputs = session.Run(new float[Tensors.Count(inputShape)], inputShape);
        foreach (var (name, output) in session.Outputs.Zip(outputs))
        {
            if (output.Shape.Count < 2 || output.Shape[0] != inputShape[0])
            {
                throw new InvalidModelException(
                    $"The activation '{name}' has the shape [{string.Join(", ", output.Shape)}] for {inputShape[0]} images: its first dimension is not the batch.");
            }
        }

        return session.Outputs.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second.Shape);
    }
}
