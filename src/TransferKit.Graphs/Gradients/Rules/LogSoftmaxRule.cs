using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x - log(sum(exp(x))): dx = dy - exp(y) sum(dy).</summary>
internal sealed class LogSoftmaxRule : OperatorRule
{
    public override string OperatorType => "LogSoftmax";

    public override void Lower(LoweringContext context, NodeProto node) => SoftmaxAxes.Lower(context, node);

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var axis = node.Long("axis", -1);
        var sum = context.Node("ReduceSum", [gradient, context.Longs(axis)], ("keepdims", 1L));
        var share = context.Node("Mul", [context.Node("Exp", [node.Output[0]]), sum]);
        context.Accumulate(node.Input[0], context.Node("Sub", [gradient, share]));
    }
}
