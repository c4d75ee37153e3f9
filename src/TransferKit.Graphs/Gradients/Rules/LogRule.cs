using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = log(x): dx = dy / x.</summary>
internal sealed class LogRule : ElementwiseRule
{
    public override string OperatorType => "Log";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        context.Accumulate(node.Input[0], context.Node("Div", [gradient, node.Input[0]]));
    }
}
