using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>Squeeze, written as Reshape.</summary>
internal sealed class SqueezeRule : OperatorRule
{
    public override string OperatorType => "Squeeze";

    public override void Lower(LoweringContext context, NodeProto node) => context.Reshaped(node);
}
