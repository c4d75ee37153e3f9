using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = erf(x): dx = dy 2 / sqrt(pi) exp(-x²).</summary>
internal sealed class ErfRule : ElementwiseRule
{
    public override string OperatorType => "Erf";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var square = context.Node("Mul", [node.Input[0], node.Input[0]]);
        var slope = context.Node("Mul", [context.Node("Exp", [context.Node("Neg", [square])]), context.Scalar(2 / Math.Sqrt(Math.PI))]);
        context.Accumulate(node.Input[0], context.Node("Mul", [gradient, slope]));
    }
}
