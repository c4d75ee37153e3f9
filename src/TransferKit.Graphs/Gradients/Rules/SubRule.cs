using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = a - b: a gets dy, b gets -dy.</summary>
internal sealed class SubRule : ElementwiseRule
{
    public override string OperatorType => "Sub";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var (a, b) = (node.Input[0], node.Input[1]);
        if (context.Needs(a))
        {
            context.AccumulateBroadcast(a, gradient, node.Output[0]);
        }

        if (context.Needs(b))
        {
            context.AccumulateBroadcast(b, context.Node("Neg", [gradient]), node.Output[0]);
        }
    }
}
