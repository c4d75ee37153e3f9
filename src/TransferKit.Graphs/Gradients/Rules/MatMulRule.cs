using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = A B for two matrices: dA = dy B', dB = A' dy.</summary>
internal sealed class MatMulRule : OperatorRule
{
    public override string OperatorType => "MatMul";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var (a, b) = (node.Input[0], node.Input[1]);
        if (context.Shape(a).Length != 2 || context.Shape(b).Length != 2)
        {
            throw new UnsupportedOperatorException(node);
        }

        if (context.Needs(a))
        {
            context.Accumulate(a, context.Node("Gemm", [gradient, b], ("transB", 1L)));
        }

        if (context.Needs(b))
        {
            context.Accumulate(b, context.Node("Gemm", [a, gradient], ("transA", 1L)));
        }
    }
}
