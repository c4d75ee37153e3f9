using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>The same values in another shape: dx = dy in the shape of x.</summary>
internal sealed class ReshapeRule : OperatorRule
{
    public override string OperatorType => "Reshape";

    public override void Lower(LoweringContext context, NodeProto node) => context.Reshaped(node);

    public override void Backward(GradientContext context, NodeProto node, string gradient) =>
        context.Accumulate(node.Input[0], context.Reshape(gradient, context.Shape(node.Input[0])));
}
