using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = 1 / (1 + exp(-x)): dx = dy y (1 - y).</summary>
internal sealed class SigmoidRule : ElementwiseRule
{
    public override string OperatorType => "Sigmoid";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var rest = context.Node("Sub", [context.Scalar(1), node.Output[0]]);
        var slope = context.Node("Mul", [node.Output[0], rest]);
        context.Accumulate(node.Input[0], context.Node("Mul", [gradient, slope]));
    }
}
