using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = sqrt(x): dx = dy / (2 y).</summary>
internal sealed class SqrtRule : ElementwiseRule
{
    public override string OperatorType => "Sqrt";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        context.Accumulate(node.Input[0], context.Node("Div", [context.Node("Mul", [gradient, context.Scalar(0.5)]), node.Output[0]]));
    }
}
