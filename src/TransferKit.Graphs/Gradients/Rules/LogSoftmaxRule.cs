using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x - log(sum(exp(x))): dx = dy - exp(y) sum(dy).</summary>
internal sealed class LogSoftmaxRule : OperatorRule
{
    public override string OperatorType => "LogSoftmax";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        // Up to operator set 12 all axes from the given one on were one.
        if (context.OperatorSet(node) < 13 && node.Long("axis", 1) is var axis && axis != -1 && axis != context.Shape(node.Input[0]).Length - 1)
        {
            throw new UnsupportedOperatorException(node);
        }

        context.Copy(node);
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var axis = node.Long("axis", -1);
        var sum = context.Node("ReduceSum", [gradient, context.Longs(axis)], ("keepdims", 1L));
        var share = context.Node("Mul", [context.Node("Exp", [node.Output[0]]), sum]);
        context.Accumulate(node.Input[0], context.Node("Sub", [gradient, share]));
    }
}
