using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = sum of x over axes: every summand gets dy. Axes are the second input (operator set 13), a constant.</summary>
internal sealed class ReduceSumRule : OperatorRule
{
    public override string OperatorType => "ReduceSum";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var axes = node.Input.Count > 1 && node.Input[1].Length > 0 ? context.ConstantLongs(node.Input[1]) : null;
        context.Accumulate(node.Input[0], Reduction.Spread(context, node, gradient, axes));
    }
}
