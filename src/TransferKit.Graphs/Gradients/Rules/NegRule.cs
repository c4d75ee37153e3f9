using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = -x: dx = -dy.</summary>
internal sealed class NegRule : ElementwiseRule
{
    public override string OperatorType => "Neg";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        context.Accumulate(node.Input[0], context.Node("Neg", [gradient]));
    }
}
