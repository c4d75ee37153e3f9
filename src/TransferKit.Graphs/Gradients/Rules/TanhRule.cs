using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = tanh(x): dx = dy (1 - y²).</summary>
internal sealed class TanhRule : ElementwiseRule
{
    public override string OperatorType => "Tanh";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var slope = context.Node("Sub", [context.Scalar(1), context.Node("Mul", [node.Output[0], node.Output[0]])]);
        context.Accumulate(node.Input[0], context.Node("Mul", [gradient, slope]));
    }
}
