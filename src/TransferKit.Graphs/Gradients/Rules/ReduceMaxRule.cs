using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = the greatest of x over axes: dy is shared evenly by the values that equal it.</summary>
internal sealed class ReduceMaxRule : ReductionRule
{
    public override string OperatorType => "ReduceMax";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var equal = context.Node("Equal", [node.Input[0], Aligned(context, node, node.Output[0])]);
        var mask = context.Node("CastLike", [equal, gradient]);
        var axes = node.Longs("axes");
        string[] summed = axes is null ? [mask] : [mask, context.Longs(axes)];
        var ties = context.Node("ReduceSum", summed, ("keepdims", 1L));
        var share = context.Node("Div", [Aligned(context, node, gradient), ties]);
        context.Accumulate(node.Input[0], context.Node("Mul", [mask, share]));
    }
}
