using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>
/// A part of a tensor along axes, by constant starts, ends and steps; written one axis at a time, as Slice where the step is 1 and as
/// Gather elsewhere. dx is dy with zeros around it. Channels of a map that lies as rows are columns.
/// </summary>
internal sealed class SliceRule : OperatorRule
{
    public override string OperatorType => "Slice";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Input[0]);
        var (starts, ends) = (Numbers(context, node, 1, "starts")!, Numbers(context, node, 2, "ends")!);
        var axes = Numbers(context, node, 3, "axes") ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        var steps = Numbers(context, node, 4, "steps") ?? [.. starts.Select(_ => 1L)];
        axes = [.. axes.Select(axis => axis < 0 ? axis + shape.Length : axis)];
        if (axes is [1] && steps is [1])
        {
            Take(context, node.Input[0], node.Output[0], 1, Bound(starts[0], shape[1], 0, shape[1]), Bound(ends[0], shape[1], 0, shape[1]));
            return;
        }

        var part = context.Plain(node.Input[0]);
        for (var i = 0; i < axes.Length; i++)
        {
            var size = shape[axes[i]];
            // Backwards, a slice may begin at the last value and end before the first.
            var backwards = steps[i] < 0 ? 1 : 0;
            var (start, end) = (Bound(starts[i], size, 0, size - backwards), Bound(ends[i], size, -backwards, size - backwards));
            part = steps[i] == 1
                ? Slice(context, part, axes[i], start, end)
                : context.Node("Gather", [part, context.Table($"every {start} {end} {steps[i]}", () => Every(start, end, steps[i]))], ("axis", axes[i]));
        }

        context.Define(node.Output[0], part);
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var shape = context.Shape(node.Input[0]);
        var axis = context.ConstantLongs(node.Input[3])[0];
        var (start, end) = (context.ConstantLongs(node.Input[1])[0], context.ConstantLongs(node.Input[2])[0]);
        string[] parts = [.. Around(start), gradient, .. Around(shape[axis] - end)];
        context.Accumulate(node.Input[0], parts.Length == 1 ? gradient : context.Node("Concat", parts, ("axis", axis)));

        IEnumerable<string> Around(long size) =>
            size > 0 ? [context.Zeros([.. shape.Select((d, i) => i == axis ? size : d)])] : [];
    }

    /// <summary>Defines an output as a part of an input along one axis.</summary>
    public static void Take(LoweringContext context, string input, string output, long axis, long start, long end)
    {
        if (axis == 1 && context.Shape(input).Length == 4 && context.HasRows(input))
        {
            context.DefineRows(output, Slice(context, context.Rows(input), 1, start, end));
        }
        else
        {
            context.Define(output, Slice(context, context.Plain(input), axis, start, end));
        }
    }

    /// <summary>A part along one axis.</summary>
    public static string Slice(GraphEmitter graph, string tensor, long axis, long start, long end) =>
        graph.Node("Slice", [tensor, graph.Longs(start), graph.Longs(end), graph.Longs(axis)]);

    private static long Bound(long index, long size, long low, long high) => Math.Clamp(index < 0 ? index + size : index, low, high);

    private static int[] Every(long start, long end, long step) =>
        [.. Enumerable.Range(0, (int)Math.Max(0, (end - start + step - Math.Sign(step)) / step)).Select(i => (int)(start + (i * step)))];

    private static long[]? Numbers(LoweringContext context, NodeProto node, int index, string attribute)
    {
        if (node.Longs(attribute) is { } given)
        {
            return given;
        }

        return node.Input.Count <= index || node.Input[index].Length == 0
            ? null
            : Tensors.ToLongs(context.ModelConstant(node.Input[index]) ?? throw new UnsupportedOperatorException(node));
    }
}
