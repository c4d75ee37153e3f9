using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = alpha A'B' + beta c, where ' transposes as transA and transB say (Goodfellow et al., Deep Learning, 6.5).</summary>
internal sealed class GemmRule : OperatorRule
{
    public override string OperatorType => "Gemm";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var (a, b) = (node.Input[0], node.Input[1]);
        var (transA, transB) = (node.Long("transA", 0), node.Long("transB", 0));
        var (alpha, beta) = (node.Float("alpha", 1), node.Float("beta", 1));
        if (context.Needs(a))
        {
            context.Accumulate(a, transA == 0
                ? Product(context, gradient, b, 0, 1 - transB, alpha)
                : Product(context, b, gradient, transB, 1, alpha));
        }

        if (context.Needs(b))
        {
            context.Accumulate(b, transB == 0
                ? Product(context, a, gradient, 1 - transA, 0, alpha)
                : Product(context, gradient, a, 1, transA, alpha));
        }

        if (node.Input.Count > 2 && context.Needs(node.Input[2]))
        {
            var scaled = beta == 1 ? gradient : context.Node("Mul", [gradient, context.Scalar(beta)]);
            context.AccumulateBroadcast(node.Input[2], scaled, node.Output[0]);
        }
    }

    private static string Product(GradientContext context, string a, string b, long transA, long transB, float alpha)
    {
        return context.Node("Gemm", [a, b], ("transA", transA), ("transB", transB), ("alpha", alpha));
    }
}
