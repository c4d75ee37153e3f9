using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>Flatten, written as Reshape.</summary>
internal sealed class FlattenRule : OperatorRule
{
    public override string OperatorType => "Flatten";

    public override void Lower(LoweringContext context, NodeProto node) => context.Reshaped(node);
}
