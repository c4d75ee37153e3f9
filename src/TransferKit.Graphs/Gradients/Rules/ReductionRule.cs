using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>What sums, means and extrema over axes share. Over all positions of a map they work on rows.</summary>
internal abstract class ReductionRule : OperatorRule
{
    public override void Lower(LoweringContext context, NodeProto node)
    {
        var x = node.Input[0];
        var shape = context.Shape(x);
        var axes = Axes(context, node, shape.Length);
        var keeps = node.Long("keepdims", 1) == 1;
        if (axes is [])
        {
            context.Alias(node.Output[0], x);
            return;
        }

        if (shape.Length == 4 && context.HasRows(x) && axes is [2, 3])
        {
            OverPositions(context, node.OpType, x, node.Output[0], keeps);
            return;
        }

        context.Define(node.Output[0], Reduce(context, node.OpType, context.Plain(x), axes, keeps));
    }

    /// <summary>Reduces a map over its positions: [N, C], or [N, C, 1, 1] as rows.</summary>
    public static void OverPositions(LoweringContext context, string operatorType, string x, string output, bool keeps)
    {
        var map = MapShape.Of(context.Shape(x));
        var reduced = Reduce(context, operatorType, context.Reshape(context.Rows(x), map.Split), [0], false);
        if (keeps)
        {
            context.DefineRows(output, reduced);
        }
        else
        {
            context.Define(output, reduced);
        }
    }

    /// <summary>Writes a reduction over axes in the form of operator set 17.</summary>
    public static string Reduce(GraphEmitter graph, string operatorType, string x, long[] axes, bool keeps)
    {
        var kept = ("keepdims", (object)(keeps ? 1L : 0L));
        return operatorType == "ReduceSum"
            ? graph.Node(operatorType, [x, graph.Longs(axes)], kept)
            : graph.Node(operatorType, [x], ("axes", axes), kept);
    }

    /// <summary>Expands the gradient, or the result, of a reduction to the shape that was reduced.</summary>
    protected static string Spread(GradientContext context, NodeProto node, string reduced)
    {
        var shape = context.Shape(node.Input[0]);
        return context.Node("Expand", [Aligned(context, node, reduced), context.Longs(shape)]);
    }

    /// <summary>What was reduced, with axes of size 1 where values were taken together.</summary>
    protected static string Aligned(GradientContext context, NodeProto node, string reduced)
    {
        var shape = context.Shape(node.Input[0]);
        var given = node.Longs("axes") ?? (node.Input.Count > 1 ? context.ConstantLongs(node.Input[1]) : null);
        var kept = shape.Select((d, axis) => given is null || given.Contains(axis) || given.Contains(axis - shape.Length) ? 1L : d).ToArray();
        return node.Long("keepdims", 1) == 1 ? reduced : context.Reshape(reduced, kept);
    }

    private static long[] Axes(LoweringContext context, NodeProto node, int rank)
    {
        var given = node.Longs("axes");
        if (given is null && node.Input.Count > 1 && node.Input[1].Length > 0)
        {
            given = Tensors.ToLongs(context.ModelConstant(node.Input[1]) ?? throw new UnsupportedOperatorException(node));
        }

        if ((given is null or []) && node.Long("noop_with_empty_axes", 0) == 1)
        {
            return [];
        }

        return [.. (given is null or [] ? Enumerable.Range(0, rank).Select(axis => (long)axis) : given.Select(axis => axis < 0 ? axis + rank : axis)).Order()];
    }
}
