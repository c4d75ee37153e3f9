using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = a ** b for a constant b: a gets dy b a ** (b - 1).</summary>
internal sealed class PowRule : ElementwiseRule
{
    public override string OperatorType => "Pow";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        if (context.Needs(node.Input[1]))
        {
            throw new UnsupportedOperatorException(node);
        }

        var less = context.Node("Sub", [node.Input[1], context.Scalar(1)]);
        var slope = context.Node("Mul", [node.Input[1], context.Node("Pow", [node.Input[0], less])]);
        context.AccumulateBroadcast(node.Input[0], context.Node("Mul", [gradient, slope]), node.Output[0]);
    }
}
