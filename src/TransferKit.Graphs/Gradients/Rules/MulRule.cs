using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = a b: a gets dy b, b gets dy a.</summary>
internal sealed class MulRule : ElementwiseRule
{
    public override string OperatorType => "Mul";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var (a, b) = (node.Input[0], node.Input[1]);
        if (context.Needs(a))
        {
            context.AccumulateBroadcast(a, context.Node("Mul", [gradient, b]), node.Output[0]);
        }

        if (context.Needs(b))
        {
            context.AccumulateBroadcast(b, context.Node("Mul", [gradient, a]), node.Output[0]);
        }
    }
}
