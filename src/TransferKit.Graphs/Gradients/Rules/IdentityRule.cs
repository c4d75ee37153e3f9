using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x.</summary>
internal sealed class IdentityRule : OperatorRule
{
    public override string OperatorType => "Identity";

    public override void Lower(LoweringContext context, NodeProto node) => context.Alias(node.Output[0], node.Input[0]);
}
