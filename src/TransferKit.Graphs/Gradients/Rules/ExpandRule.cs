using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x repeated along axes of size 1: dx = dy summed over them.</summary>
internal sealed class ExpandRule : OperatorRule
{
    public override string OperatorType => "Expand";

    public override void Backward(GradientContext context, NodeProto node, string gradient) =>
        context.AccumulateBroadcast(node.Input[0], gradient, node.Output[0]);
}
