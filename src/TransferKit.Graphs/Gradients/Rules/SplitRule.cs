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
        foreach (var output in node.Output)
        {
            var end = start + context.Shape(output)[axis];
            SliceRule.Take(context, node.Input[0], output, axis, start, end);
            start = end;
        }
    }
}
