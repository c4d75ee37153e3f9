using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>Adds an adapter to a graph, from features [N, width] to features [N, width].</summary>
internal static class AdapterGraph
{
    /// <summary>Adds the adapter and returns what stands behind it.</summary>
    public static string Add(GraphBuilder builder, AdapterModel adapter, AdapterNames names, string features)
    {
        var values = Node(builder, names, "Sub", "centred", features, Vector(builder, names.Mean, adapter.FeatureMean));
        values = Node(builder, names, "Mul", "standardised", values, Vector(builder, names.Scale, adapter.FeatureScale));
        values = Node(builder, names, "Gemm", "down", values, Matrix(builder, names.Weight(0), adapter.Down), Vector(builder, names.Bias(0), adapter.Down.Bias));
        values = Node(builder, names, "Relu", "bottleneck", values);
        values = Node(builder, names, "Gemm", "up", values, Matrix(builder, names.Weight(1), adapter.Up), Vector(builder, names.Bias(1), adapter.Up.Bias));
        values = Node(builder, names, "Mul", "change", values, Vector(builder, names.Deviation, adapter.FeatureDeviation));
        return builder.Node("Add", [features, values], output: names.Features);
    }

    private static string Node(GraphBuilder builder, AdapterNames names, string type, string name, params string[] inputs) =>
        builder.Node(type, inputs, output: names.Prefix + name);

    private static string Matrix(GraphBuilder builder, string name, DenseLayer dense) =>
        builder.Constant(Tensors.FromFloats(name, dense.Weights, dense.Inputs, dense.Outputs));

    private static string Vector(GraphBuilder builder, string name, float[] vector) => builder.Constant(Tensors.FromFloats(name, vector, vector.Length));
}
