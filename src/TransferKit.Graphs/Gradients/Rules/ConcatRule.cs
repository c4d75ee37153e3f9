using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>Tensors side by side: each gets its part of dy. Maps joined by channels stay rows.</summary>
internal sealed class ConcatRule : OperatorRule
{
    public override string OperatorType => "Concat";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var rank = context.Shape(node.Output[0]).Length;
        var axis = node.Long("axis", 0);
        if (rank == 4 && axis is 1 or -3 && node.Input.Any(context.HasRows))
        {
            context.DefineRows(node.Output[0], context.Node("Concat", node.Input.Select(context.Rows).ToArray(), ("axis", 1L)));
        }
        else
        {
            context.Copy(node);
        }
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var rank = context.Shape(node.Output[0]).Length;
        var axis = node.Long("axis", 0);
        axis = axis < 0 ? axis + rank : axis;
        var start = 0L;
        foreach (var input in node.Input)
        {
            var end = start + context.Shape(input)[axis];
            if (context.Needs(input))
            {
                context.Accumulate(input, SliceRule.Slice(context, gradient, axis, start, end));
            }

            start = end;
        }
    }
}
