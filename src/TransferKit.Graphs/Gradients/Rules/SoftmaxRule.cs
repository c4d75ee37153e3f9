using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = exp(x) / sum(exp(x)): dx = y (dy - sum(dy y)).</summary>
internal sealed class SoftmaxRule : OperatorRule
{
    public override string OperatorType => "Softmax";

    public override void Lower(LoweringContext context, NodeProto node) => SoftmaxAxes.Lower(context, node);

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var weighted = context.Node("Mul", [gradient, node.Output[0]]);
        var sum = context.Node("ReduceSum", [weighted, context.Longs(node.Long("axis", -1))], ("keepdims", 1L));
        context.Accumulate(node.Input[0], context.Node("Sub", [weighted, context.Node("Mul", [node.Output[0], sum])]));
    }
}
