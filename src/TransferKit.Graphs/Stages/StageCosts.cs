using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Stages;

/// <summary>Parameters and multiply-accumulates of a run of nodes, for one image.</summary>
internal static class StageCosts
{
    public static long Parameters(GraphTopology topology, IEnumerable<int> nodes) =>
        nodes.SelectMany(n => Operators.Parameters(topology, n)).Distinct(ReferenceEqualityComparer.Instance).Cast<TensorProto>().Sum(Tensors.Count);

    public static long Macs(GraphTopology topology, ActivationShapes shapes, IEnumerable<int> nodes) =>
        nodes.Sum(n => Macs(topology.Graph.Node[n], shapes));

    private static long Macs(NodeProto node, ActivationShapes shapes) => node.OpType switch
    {
        "Conv" => Tensors.Count(shapes.Of(node.Output[0])) * Tensors.Count(shapes.Of(node.Input[1]).Skip(1)),
        "ConvTranspose" => Tensors.Count(shapes.Of(node.Input[0])) * Tensors.Count(shapes.Of(node.Input[1]).Skip(1)),
        "Gemm" => Tensors.Count(shapes.Of(node.Input[0])) * shapes.Of(node.Output[0])[^1],
        "MatMul" => Tensors.Count(shapes.Of(node.Output[0])) * shapes.Of(node.Input[0])[^1],
        _ => 0,
    };
}
