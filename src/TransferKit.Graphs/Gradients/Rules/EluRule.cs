using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x above zero, alpha (exp(x) - 1) below, written as relu(x) + alpha (exp(min(x, 0)) - 1).</summary>
internal sealed class EluRule : OperatorRule
{
    public override string OperatorType => "Elu";

    public override void Lower(LoweringContext context, NodeProto node) => context.Unary(node, x =>
    {
        var below = context.Node("Neg", [context.Node("Relu", [context.Node("Neg", [x])])]);
        var curve = context.Node("Sub", [context.Node("Exp", [below]), context.Scalar(1)]);
        return context.Node("Add", [context.Node("Relu", [x]), context.Node("Mul", [curve, context.Scalar(node.Float("alpha", 1f))])]);
    });
}
