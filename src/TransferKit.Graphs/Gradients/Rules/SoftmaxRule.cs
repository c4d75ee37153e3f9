using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = exp(x) / sum(exp(x)): dx = y (dy - sum(dy y)).</summary>
internal sealed class SoftmaxRule : OperatorRule
{
    public override string OperatorType => "Softmax";

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
        var weighted = context.Node("Mul", [gradient, node.Output[0]]);
        var sum = context.Node("ReduceSum", [weighted, context.Longs(node.Long("axis", -1))], ("keepdims", 1L));
        context.Accumulate(node.Input[0], context.Node("Sub", [weighted, context.Node("Mul", [node.Output[0], sum])]));
    }
}
