using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = max(x, alpha x) for alpha below 1, written as relu(x) - alpha relu(-x).</summary>
internal sealed class LeakyReluRule : OperatorRule
{
    public override string OperatorType => "LeakyRelu";

    public override void Lower(LoweringContext context, NodeProto node) => context.Unary(node, x =>
    {
        var negative = context.Node("Relu", [context.Node("Neg", [x])]);
        return context.Node("Sub", [context.Node("Relu", [x]), context.Node("Mul", [negative, context.Scalar(node.Float("alpha", 0.01f))])]);
    });
}
