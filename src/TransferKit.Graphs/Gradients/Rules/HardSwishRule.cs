using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x clip(x / 6 + 1/2, 0, 1), written as that (MobileNetV3, https://arxiv.org/abs/1905.02244).</summary>
internal sealed class HardSwishRule : OperatorRule
{
    public override string OperatorType => "HardSwish";

    public override void Lower(LoweringContext context, NodeProto node) =>
        context.Unary(node, x => context.Node("Mul", [x, HardSigmoidRule.Ramp(context, x, 1 / 6.0, 0.5)]));
}
