using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x / (1 + |x|): dx = dy (1 - |y|)².</summary>
internal sealed class SoftsignRule : ElementwiseRule
{
    public override string OperatorType => "Softsign";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var rest = context.Node("Sub", [context.Scalar(1), context.Node("Abs", [node.Output[0]])]);
        context.Accumulate(node.Input[0], context.Node("Mul", [gradient, context.Node("Mul", [rest, rest])]));
    }
}
