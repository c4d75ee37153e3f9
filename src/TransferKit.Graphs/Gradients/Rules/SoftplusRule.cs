using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = log(1 + exp(x)): dx = dy / (1 + exp(-x)).</summary>
internal sealed class SoftplusRule : ElementwiseRule
{
    public override string OperatorType => "Softplus";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        context.Accumulate(node.Input[0], context.Node("Mul", [gradient, context.Node("Sigmoid", [node.Input[0]])]));
    }
}
