using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = exp(x): dx = dy y.</summary>
internal sealed class ExpRule : ElementwiseRule
{
    public override string OperatorType => "Exp";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        context.Accumulate(node.Input[0], context.Node("Mul", [gradient, node.Output[0]]));
    }
}
