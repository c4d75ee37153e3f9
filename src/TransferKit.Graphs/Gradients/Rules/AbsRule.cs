using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = |x|: dx = dy sign(x).</summary>
internal sealed class AbsRule : ElementwiseRule
{
    public override string OperatorType => "Abs";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        context.Accumulate(node.Input[0], context.Node("Mul", [gradient, context.Node("Sign", [node.Input[0]])]));
    }
}
