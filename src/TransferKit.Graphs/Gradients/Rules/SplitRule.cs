using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>A tensor taken apart along an axis, written as slices.</summary>
internal sealed class SplitRule : OperatorRule
{
    public override string OperatorType => "Split";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var rank = context.Shape(node.Input[0]).Length;
        var axis = node.Long("axis", 0);
        axis = axis < 0 ? axis + rank : axis;
        var start = 0L;
        foreach (var (output, size) in node.Output.Zip(Sizes(context, node, context.Shape(node.Input[0])[axis])))
        {
            var end = start + size;
            if (output.Length > 0)
            {
                SliceRule.Take(context, node.Input[0], output, axis, start, end);
            }

            start = end;
        }
    }

    private static IEnumerable<long> Sizes(LoweringContext context, NodeProto node, long size)
    {
        if (node.Longs("split") is { } given)
        {
            return given;
        }

        if (node.Input.Count > 1 && node.Input[1].Length > 0)
        {
            return Tensors.ToLongs(context.ModelConstant(node.Input[1]) ?? throw new UnsupportedOperatorException(node));
        }

        // Of equal size, but for a smaller last one.
        var each = (size + node.Output.Count - 1) / node.Output.Count;
        return Enumerable.Range(0, node.Output.Count).Select(part => Math.Min(each, size - (part * each)));
    }
}
