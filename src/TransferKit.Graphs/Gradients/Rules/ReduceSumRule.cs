using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = sum of x over axes: every summand gets dy.</summary>
internal sealed class ReduceSumRule : ReductionRule
{
    public override string OperatorType => "ReduceSum";

    public override void Backward(GradientContext context, NodeProto node, string gradient) =>
        context.Accumulate(node.Input[0], Spread(context, node, gradient));
}
