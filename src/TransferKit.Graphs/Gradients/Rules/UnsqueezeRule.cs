using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>Unsqueeze, written as Reshape.</summary>
internal sealed class UnsqueezeRule : OperatorRule
{
    public override string OperatorType => "Unsqueeze";

    public override void Lower(LoweringContext context, NodeProto node) => context.Reshaped(node);
}
