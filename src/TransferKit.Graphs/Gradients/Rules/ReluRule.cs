using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = max(x, 0): dx = dy where y > 0. The sign of y is 1 there and 0 elsewhere.</summary>
internal sealed class ReluRule : ElementwiseRule
{
    public override string OperatorType => "Relu";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        context.Accumulate(node.Input[0], context.Node("Mul", [gradient, context.Node("Sign", [node.Output[0]])]));
    }
}
