using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Stages;

/// <summary>
/// Where a tensor of four dimensions has its channels, told by the operators that made it: a convolution writes
/// [N, channels, height, width], a layer normalisation or a product with a matrix reads [N, height, width, channels], a transpose
/// turns one into the other, and what works value by value keeps what it gets. A shape alone does not tell.
/// </summary>
public static class MapLayout
{
    private const int Rank = 4;

    private static readonly HashSet<string> WriteChannelsFirst =
    [
        "Conv", "ConvTranspose", "BatchNormalization", "InstanceNormalization", "GroupNormalization", "LRN", "MaxPool", "AveragePool", "LpPool",
        "GlobalAveragePool", "GlobalMaxPool", "DepthToSpace", "SpaceToDepth",
    ];

    /// <summary>Whether a tensor is [N, height, width, channels]; where nothing tells, it is taken for [N, channels, height, width].</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="tensor">A tensor of four dimensions.</param>
    public static bool IsChannelsLast(StageList stages, string tensor) => Find(stages, tensor, []) ?? false;

    private static bool? Find(StageList stages, string tensor, HashSet<string> visited)
    {
        if (!visited.Add(tensor) || stages.Shapes.Find(tensor) is not { Length: Rank } shape)
        {
            return null;
        }

        if (tensor == stages.Topology.DataInput)
        {
            return shape is [_, not 3, _, 3];
        }

        if (stages.Topology.Producer(tensor) is not { } index)
        {
            return null;
        }

        var node = stages.Topology.Graph.Node[index];
        return WriteChannelsFirst.Contains(node.OpType) ? false
            : node.OpType switch
            {
                "LayerNormalization" when node.Long("axis", -1) is -1 or Rank - 1 => true,
                "MatMul" when stages.Shapes.Find(node.Input[1]) is { Length: 2 } => true,
                "Transpose" => Transposed(Find(stages, node.Input[0], visited), node.Longs("perm")),
                "Reshape" => Reshaped(stages, node, shape),
                _ => Inputs(stages, index, visited),
            };
    }

    private static bool? Inputs(StageList stages, int node, HashSet<string> visited) => stages.Topology.DataInputs(node)
        .Select(input => Find(stages, input, visited)).FirstOrDefault(layout => layout is not null);

    private static bool? Transposed(bool? channelsLast, long[]? order) => (channelsLast, order) switch
    {
        (false, [0, _, _, 1]) => true,
        (false, [0, 1, _, _]) or (true, [0, 3, _, _]) => false,
        (true, [0, _, _, 3]) => true,
        _ => null,
    };

    /// <summary>Rows of tokens [N, tokens, channels], or windows of them, that are laid out as a map keep their last axis.</summary>
    private static bool? Reshaped(StageList stages, NodeProto node, long[] shape) => stages.Shapes.Find(node.Input[0]) switch
    {
        [_, var tokens, var channels] when channels == shape[3] && tokens == shape[1] * shape[2] => true,
        [_, var channels, var positions] when channels == shape[1] && positions == shape[2] * shape[3] => false,
        { Length: > Rank } windows when windows[^1] == shape[3] => true,
        _ => null,
    };
}
