using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>Axes permuted: dx is dy permuted back.</summary>
internal sealed class TransposeRule : OperatorRule
{
    public override string OperatorType => "Transpose";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var rank = context.Shape(node.Input[0]).Length;
        var permutation = node.Longs("perm") ?? [.. Enumerable.Range(0, rank).Select(axis => (long)(rank - 1 - axis))];
        var inverse = Enumerable.Range(0, rank).Select(axis => (long)Array.IndexOf(permutation, axis)).ToArray();
        context.Accumulate(node.Input[0], context.Node("Transpose", [gradient], ("perm", inverse)));
    }
}
