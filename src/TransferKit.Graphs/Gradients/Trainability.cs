using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>From which stages on a backbone can be trained.</summary>
public static class Trainability
{
    /// <summary>For each stage, what stands between it and the trunk's end and has no gradient, the last such node; null where all has.</summary>
    /// <param name="stages">The backbone.</param>
    public static IReadOnlyList<string?> Of(StageList stages)
    {
        var blocked = new string?[stages.Count];
        for (var first = 0; first < stages.Count;)
        {
            var blocker = Blocker(stages, first, out var reason);
            if (reason is null)
            {
                break;
            }

            // All that reach over the node are blocked; what is behind it may be blocked by another one.
            var last = blocker is null ? first : Math.Max(first, StageOf(stages, blocker));
            Array.Fill(blocked, reason, first, last - first + 1);
            first = last + 1;
        }

        return blocked;
    }

    /// <summary>Refuses, before any work, stages that hold an operator without a rule.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="first">The first stage that is to be trained.</param>
    /// <exception cref="UnsupportedOperatorException">There is one; the message names the most that can be retrained.</exception>
    internal static void Require(StageList stages, int first)
    {
        for (var stage = stages.Count - 1; stage >= first; stage--)
        {
            if (stages[stage].Nodes.Select(node => stages.Topology.Graph.Node[node]).LastOrDefault(node => IsUnknown(stages, node)) is { } node)
            {
                throw new UnsupportedOperatorException(node, stage + 1 < stages.Count
                    ? $"from:{stages[stage + 1].Name} (last:{stages.Count - stage - 1}) is the most that can be retrained"
                    : "only a head can be trained on this backbone");
            }
        }
    }

    private static bool IsUnknown(StageList stages, NodeProto node) =>
        node.Output.Any(stages.Topology.IsData) && RuleTable.Find(node) is null;

    private static string? Blocker(StageList stages, int first, out string? reason)
    {
        try
        {
            var end = stages.TrunkEnd.Tensor;
            var suffix = TrainableSuffix.Create(stages, first, 1, [end]);
            TrainingGraph.Derive([suffix.Model, Mean(end, stages.Shapes.Of(end))], "loss", [.. suffix.Parameters.Select(p => p.Name)]);
            reason = null;
            return null;
        }
        catch (UnsupportedOperatorException error)
        {
            reason = $"{error.Node} ({error.OperatorType})";
            return error.Node;
        }
        catch (InvalidModelException error)
        {
            reason = error.Message;
            return null;
        }
    }

    private static int StageOf(StageList stages, string node)
    {
        bool Holds(Stage stage) => stage.Nodes.Select(index => stages.Topology.Graph.Node[index]).Any(n => n.Name == node || n.Output.Contains(node));
        return stages.Index().FirstOrDefault(pair => Holds(pair.Item), (Index: -1, Item: stages[0])).Index;
    }

    private static ModelProto Mean(string tensor, long[] shape)
    {
        var graph = new GraphBuilder("mean");
        graph.Input(tensor, DataType.Float, shape.Select(d => (long?)d));
        graph.Node("ReduceMean", [tensor], [("keepdims", 0L)], output: "loss");
        graph.Output("loss", DataType.Float);
        return graph.ToModel();
    }
}
