using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = 1 / x: dx = -dy y².</summary>
internal sealed class ReciprocalRule : ElementwiseRule
{
    public override string OperatorType => "Reciprocal";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var square = context.Node("Mul", [node.Output[0], node.Output[0]]);
        context.Accumulate(node.Input[0], context.Node("Neg", [context.Node("Mul", [gradient, square])]));
    }
}
