using TransferKit.Graphs.Onnx;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Artifacts;

/// <summary>Adds a head to a graph, from features [N, width] to the task's output.</summary>
internal static class HeadGraph
{
    /// <summary>Adds the head; its output is named as the task.</summary>
    public static void Add(GraphBuilder builder, HeadModel head, string features)
    {
        var (task, values) = (head.Task.Name, AddScores(builder, head, features));
        switch (head.Task.Kind)
        {
            case TaskKind.Classification:
                values = builder.Node("Div", [values, Vector(builder, HeadNames.Temperature(task), [(float)head.Temperature])]);
                builder.Node("Softmax", [values], [("axis", 1L)], task);
                break;
            case TaskKind.Regression:
                values = builder.Node("Mul", [values, Vector(builder, HeadNames.TargetScale(task), [(float)head.TargetScale])]);
                var mean = Vector(builder, HeadNames.TargetMean(task), [(float)head.TargetMean]);
                if (head.Task.LogScale)
                {
                    builder.Node("Exp", [builder.Node("Add", [values, mean])], output: task);
                }
                else
                {
                    builder.Node("Add", [values, mean], output: task);
                }

                break;
            case TaskKind.MultiLabel:
                builder.Node("Sigmoid", [values], output: task);
                break;
            case TaskKind.Ordinal:
                AddLevels(builder, builder.Node("Sigmoid", [values]), task);
                break;
            case TaskKind.Box:
                AddInside(builder, new BoxGrid(head.Grid!.Rows, head.Grid.Columns).AddBox(builder, values).Box, task);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(head), head.Task.Kind, null);
        }

        builder.Output(task, DataType.Float, null, KindRules.Of(head.Task.Kind).Outputs(head.Classes.Count));
    }

    /// <summary>P(level = k) = P(level > k - 1) - P(level > k), where P(level > -1) is 1 and that of the last level 0.</summary>
    private static void AddLevels(GraphBuilder builder, string above, string output)
    {
        string Padded(long before, long behind, float value) => builder.Node(
            "Pad", [above, builder.Constant(Tensors.FromLongs("pads", [0L, before, 0, behind], 4)), builder.Scalar(value)]);
        builder.Node("Sub", [Padded(1, 0, 1), Padded(0, 1, 0)], output: output);
    }

    /// <summary>The box cut to the picture: kept from 0 to 1, by operators that mean the same in all operator sets.</summary>
    private static void AddInside(GraphBuilder builder, string box, string output)
    {
        var below = builder.Node("Sub", [builder.Scalar(1), builder.Node("Relu", [box])]);
        builder.Node("Sub", [builder.Scalar(1), builder.Node("Relu", [below])], output: output);
    }

    /// <summary>Adds the head up to what its last layer gives: logits [N, classes], the standardised value [N, 1], or what cells say [N, cells x 5].</summary>
    public static string AddScores(GraphBuilder builder, HeadModel head, string features)
    {
        var task = head.Task.Name;
        features = head.OwnAdapter is { } adapter ? AdapterGraph.Add(builder, adapter, AdapterNames.Of(task), features) : features;
        // Subtracting first, in a node of its own: folded into the weights, a feature of large mean and small spread would cancel.
        var values = builder.Node("Sub", [features, Vector(builder, HeadNames.Mean(task), head.FeatureMean)]);
        values = builder.Node("Mul", [values, Vector(builder, HeadNames.Scale(task), head.FeatureScale)]);
        values = head.Grid is { } grid ? grid.AddCells(builder, values, head.FeatureMean.Length) : values;
        for (var i = 0; i < head.Layers.Count; i++)
        {
            var layer = head.Layers[i];
            var weight = builder.Constant(Tensors.FromFloats(HeadNames.Weight(task, i), layer.Weights, layer.Inputs, layer.Outputs));
            values = builder.Node("Gemm", [values, weight, Vector(builder, HeadNames.Bias(task, i), layer.Bias)]);
            values = layer.Activation == Activation.Relu ? builder.Node("Relu", [values]) : values;
        }

        return head.Grid is { } cells ? builder.Node("Reshape", [values, builder.Longs("scores", -1, head.Scores)]) : values;
    }

    private static string Vector(GraphBuilder builder, string name, float[] vector) => builder.Constant(Tensors.FromFloats(name, vector, vector.Length));
}
