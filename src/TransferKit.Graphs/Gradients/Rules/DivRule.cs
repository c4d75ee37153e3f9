using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = a / b: a gets dy / b, b gets -dy y / b.</summary>
internal sealed class DivRule : ElementwiseRule
{
    public override string OperatorType => "Div";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var (a, b) = (node.Input[0], node.Input[1]);
        var quotient = context.Node("Div", [gradient, b]);
        if (context.Needs(a))
        {
            context.AccumulateBroadcast(a, quotient, node.Output[0]);
        }

        if (context.Needs(b))
        {
            context.AccumulateBroadcast(b, context.Node("Neg", [context.Node("Mul", [quotient, node.Output[0]])]), node.Output[0]);
        }
    }
}
