using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>A backbone's own dropout is off, as in its predictions: y = x.</summary>
internal sealed class DropoutRule : OperatorRule
{
    public override string OperatorType => "Dropout";

    public override void Lower(LoweringContext context, NodeProto node) => context.Alias(node.Output[0], node.Input[0]);
}
