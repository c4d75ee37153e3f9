using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>Adds an adapter to a graph, from features [N, width] to features [N, width].</summary>
internal static class AdapterGraph
{
    /// <summary>Adds the adapter and returns what the heads read.</summary>
    public static string Add(GraphBuilder builder, AdapterModel adapter, string features)
    {
        var values = Node(builder, "Sub", "centred", features, Vector(builder, AdapterNames.Mean, adapter.FeatureMean));
        values = Node(builder, "Mul", "standardised", values, Vector(builder, AdapterNames.Scale, adapter.FeatureScale));
        values = Node(builder, "Gemm", "down", values, Matrix(builder, 0, adapter.Down), Vector(builder, AdapterNames.Bias(0), adapter.Down.Bias));
        values = Node(builder, "Relu", "bottleneck", values);
        values = Node(builder, "Gemm", "up", values, Matrix(builder, 1, adapter.Up), Vector(builder, AdapterNames.Bias(1), adapter.Up.Bias));
        values = Node(builder, "Mul", "change", values, Vector(builder, AdapterNames.Deviation, adapter.FeatureDeviation));
        return builder.Node("Add", [features, values], output: AdapterNames.Features);
    }

    private static string Node(GraphBuilder builder, string type, string name, params string[] inputs) => builder.Node(type, inputs, output: AdapterNames.Prefix + name);

    private static string Matrix(GraphBuilder builder, int layer, DenseLayer dense) =>
        builder.Constant(Tensors.FromFloats(AdapterNames.Weight(layer), dense.Weights, dense.Inputs, dense.Outputs));

    private static string Vector(GraphBuilder builder, string name, float[] vector) => builder.Constant(Tensors.FromFloats(name, vector, vector.Length));
}
