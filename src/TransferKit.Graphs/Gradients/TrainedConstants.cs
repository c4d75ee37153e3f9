using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>Which constants of a backbone's node are trained.</summary>
internal static class TrainedConstants
{
    /// <summary>The input of a batch normalisation that is its mean; before it stand scale and shift, behind it the variance.</summary>
    public const int MeanInput = 3;

    public static bool IsBatchNormalization(NodeProto node) => node is { OpType: "BatchNormalization", Domain: "" };

    /// <summary>What has a gradient.</summary>
    public static IEnumerable<TensorProto> Parameters(GraphTopology topology, int node, StageNormalization normalization) =>
        normalization == StageNormalization.Frozen && IsBatchNormalization(topology.Graph.Node[node])
            ? []
            : Operators.Parameters(topology, node).Where(IsFloat);

    /// <summary>What follows the batches as a moving average: a mean and a variance, or nothing.</summary>
    public static IReadOnlyList<TensorProto> Statistics(GraphTopology topology, int node, StageNormalization normalization)
    {
        if (normalization != StageNormalization.BatchStatistics || !IsBatchNormalization(topology.Graph.Node[node]))
        {
            return [];
        }

        TensorProto[] found = [.. topology.Graph.Node[node].Input.Skip(MeanInput).SelectMany(topology.ConstantSources).Where(IsFloat)];
        return found.Length == 2 ? found : [];
    }

    private static bool IsFloat(TensorProto constant) => (DataType)constant.DataType == DataType.Float;
}
