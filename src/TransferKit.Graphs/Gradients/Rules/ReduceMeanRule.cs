using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = mean of x over axes: each of the n values gets dy / n.</summary>
internal sealed class ReduceMeanRule : ReductionRule
{
    public override string OperatorType => "ReduceMean";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var count = (double)Tensors.Count(context.Shape(node.Input[0])) / Tensors.Count(context.Shape(node.Output[0]));
        context.Accumulate(node.Input[0], Spread(context, node, context.Node("Mul", [gradient, context.Scalar(1 / count)])));
    }
}
