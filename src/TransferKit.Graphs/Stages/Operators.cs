using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Stages;

/// <summary>What the search for stages knows of single operators.</summary>
internal static class Operators
{
    private static readonly HashSet<string> Weighted = ["Conv", "ConvTranspose", "Gemm", "MatMul"];

    private static readonly HashSet<string> Normalising =
        ["BatchNormalization", "InstanceNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization"];

    private static readonly HashSet<DataType> Floats = [DataType.Float, DataType.Float16, DataType.Bfloat16, DataType.Double];

    /// <summary>A convolution or matrix product with a weight of its own (two tensors of data multiplied have none).</summary>
    public static bool IsWeighted(GraphTopology topology, int node) =>
        Weighted.Contains(topology.Graph.Node[node].OpType) && topology.DataInputs(node).Count() == 1;

    public static bool IsConvolution(NodeProto node) => node.OpType is "Conv" or "ConvTranspose";

    /// <summary>A normalisation, or the scale that is left of one.</summary>
    public static bool IsNormalisation(GraphTopology topology, int node) => Normalising.Contains(topology.Graph.Node[node].OpType)
        || (topology.Graph.Node[node].OpType == "Mul" && Parameters(topology, node).Any());

    public static bool IsPooling(NodeProto node) =>
        node.OpType is "MaxPool" or "AveragePool" or "LpPool" or "GlobalAveragePool" or "GlobalMaxPool";

    /// <summary>
    /// What a node could learn: its weights, not the formula's constants (single values in elementwise nodes), not running
    /// statistics, and not the numbers that steer Resize, Clip or Pad.
    /// </summary>
    public static IEnumerable<TensorProto> Parameters(GraphTopology topology, int index)
    {
        var node = topology.Graph.Node[index];
        if (node.OpType is "Resize" or "Upsample" or "Clip" or "Pad" or "Reshape" or "Tile" or "Expand")
        {
            return [];
        }

        var statistics = node.OpType == "BatchNormalization" ? node.Input.Skip(3).ToArray() : [];
        var single = Weighted.Contains(node.OpType) || Normalising.Contains(node.OpType) || node.OpType == "PRelu";
        return topology.Inputs(index).Where(name => !topology.IsData(name) && !statistics.Contains(name))
            .SelectMany(topology.ConstantSources)
            .Where(t => Floats.Contains((DataType)t.DataType) && (single || Tensors.Count(t) > 1));
    }
}
