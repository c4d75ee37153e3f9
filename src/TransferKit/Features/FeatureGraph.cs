using TransferKit.Foundation;
using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Features;

/// <summary>The frozen part of a backbone, from the image to one output [N, columns]: every tap pooled, one after another.</summary>
/// <param name="Model">The graph.</param>
/// <param name="Columns">Features an image.</param>
internal sealed record FeatureGraph(OnnxModel Model, int Columns)
{
    private const string Output = "transferkit.features";

    /// <summary>Cuts the graph out of a backbone.</summary>
    /// <exception cref="InvalidOptionsException">There is no tap.</exception>
    /// <exception cref="InvalidModelException">A tap is not in the model, or cannot be pooled so.</exception>
    public static FeatureGraph Build(StageList stages, FeatureSpec spec)
    {
        if (spec.Taps.Count == 0)
        {
            throw new InvalidOptionsException("'feature taps' is empty; allowed: one or more tensors of the backbone.");
        }

        // A copy: the piece shares its nodes with the backbone, and they are rewritten below.
        var trunk = SubModel.Extract(stages, [.. spec.Taps.Select(tap => tap.Tensor).Distinct()]).Proto.Clone();
        var builder = new GraphBuilder(trunk.Graph.Name);
        builder.Graph.Input.Add(trunk.Graph.Input);
        trunk.Graph.Initializer.ToList().ForEach(builder.Add);
        builder.Graph.SparseInitializer.Add(trunk.Graph.SparseInitializer);
        trunk.Graph.Node.ToList().ForEach(builder.Add);
        var pooled = spec.Taps.Select(tap => Pool(builder, tap, stages.Shapes.Of(tap.Tensor), stages)).ToList();
        var columns = pooled.Sum(p => p.Width);
        builder.Node("Concat", pooled.Select(p => p.Tensor), [("axis", 1L)], Output);
        builder.Output(Output, DataType.Float, null, columns);
        HardSigmoidFusion.Apply(builder.Graph);
        var model = new ModelProto(trunk) { Graph = builder.Graph };
        return new(OnnxModel.From(model), checked((int)columns));
    }

    /// <summary>How many features a tap gives.</summary>
    /// <exception cref="InvalidModelException">It cannot be pooled so.</exception>
    public static int Width(StageList stages, FeatureTap tap) => checked((int)Pool(new("width"), tap, stages.Shapes.Of(tap.Tensor), stages).Width);

    /// <summary>Adds the pooling of a tap and returns [N, width].</summary>
    internal static (string Tensor, long Width) Pool(GraphBuilder builder, FeatureTap tap, long[] shape, StageList stages)
    {
        var tensor = stages.Shapes.TypeOf(tap.Tensor) == DataType.Float
            ? tap.Tensor
            : builder.Node("Cast", [tap.Tensor], [("to", (long)DataType.Float)]);
        return (shape, tap.Pooling) switch
        {
            (_, Pooling.Whole) => (builder.Node("Flatten", [tensor], [("axis", 1L)]), Tensors.Count(shape[1..])),
            (_, Pooling.Grid) => Cells(builder, tensor, GridMap.Of(stages, tap.Tensor, 0), MapShape.Of(stages, tap.Tensor)!.Value),
            ([_, var width], _) => (tensor, width),
            ([_, _, var width], Pooling.Token) => (builder.Node("Gather", [tensor, FirstToken(builder)], [("axis", 1L)]), width),
            ([_, _, var width], _) => (Global(builder, Transpose(builder, tensor, 0, 2, 1), tap.Pooling), width),
            ([_, _, _, _], not Pooling.Token) when MapShape.Of(stages, tap.Tensor) is { } map =>
                (Global(builder, map.ChannelsLast ? Transpose(builder, tensor, 0, 3, 1, 2) : tensor, tap.Pooling), map.Channels),
            _ => throw new InvalidModelException(
                $"The activation '{tap.Tensor}' has the shape [{string.Join(", ", shape)}], which pooling '{tap.Pooling}' does not take.", stages.Topology.Model.Path),
        };
    }

    private static (string Tensor, long Width) Cells(GraphBuilder builder, string tensor, GridMap map, MapShape shape)
    {
        var side = GridMap.SideOf(shape);
        if (side > 1)
        {
            tensor = shape.ChannelsLast ? Transpose(builder, tensor, 0, 3, 1, 2) : tensor;
            tensor = builder.Node("AveragePool", [tensor], [("kernel_shape", new[] { side, side }), ("strides", new[] { side, side }), ("pads", map.Padding(shape))]);
        }

        tensor = shape.ChannelsLast && side == 1 ? tensor : Transpose(builder, tensor, 0, 2, 3, 1);
        return (builder.Node("Flatten", [tensor], [("axis", 1L)]), map.Width);
    }

    private static string Global(GraphBuilder builder, string tensor, Pooling pooling) => builder.Node(
        "Flatten", [builder.Node(pooling == Pooling.Max ? "GlobalMaxPool" : "GlobalAveragePool", [tensor])], [("axis", 1L)]);

    private static string Transpose(GraphBuilder builder, string tensor, params long[] order) =>
        builder.Node("Transpose", [tensor], [("perm", order)]);

    private static string FirstToken(GraphBuilder builder) => builder.Constant(Tensors.FromLongs("first_token", [0L]));
}
