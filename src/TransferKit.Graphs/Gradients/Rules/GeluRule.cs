using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x (1 + erf(x / sqrt 2)) / 2, or its tanh approximation, written as that (https://arxiv.org/abs/1606.08415).</summary>
internal sealed class GeluRule : OperatorRule
{
    private static readonly ErfRule Erf = new();

    public override string OperatorType => "Gelu";

    public override void Lower(LoweringContext context, NodeProto node) => context.Unary(node, x =>
    {
        var curve = node.Text("approximate", "none") == "tanh"
            ? context.Node("Tanh", [context.Node("Mul", [Cubic(context, x), context.Scalar(Math.Sqrt(2 / Math.PI))])])
            : Erf.Write(context, context.Node("Mul", [x, context.Scalar(Math.Sqrt(0.5))]));
        var half = context.Node("Mul", [x, context.Scalar(0.5)]);
        return context.Node("Mul", [half, context.Node("Add", [curve, context.Scalar(1)])]);
    });

    /// <summary>x + 0.044715 x³.</summary>
    private static string Cubic(LoweringContext context, string x)
    {
        var cube = context.Node("Mul", [context.Node("Mul", [x, x]), x]);
        return context.Node("Add", [x, context.Node("Mul", [cube, context.Scalar(0.044715)])]);
    }
}
