using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = clip(alpha x + beta, 0, 1), written as that.</summary>
internal sealed class HardSigmoidRule : OperatorRule
{
    public override string OperatorType => "HardSigmoid";

    public override void Lower(LoweringContext context, NodeProto node) => context.Unary(node, x =>
        Ramp(context, x, node.Float("alpha", 0.2f), node.Float("beta", 0.5f)));

    /// <summary>clip(alpha x + beta, 0, 1).</summary>
    public static string Ramp(LoweringContext context, string x, double alpha, double beta)
    {
        var line = context.Node("Add", [context.Node("Mul", [x, context.Scalar(alpha)]), context.Scalar(beta)]);
        return context.Node("Clip", [line, context.Scalar(0), context.Scalar(1)]);
    }
}
