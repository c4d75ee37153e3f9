using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>The mean over all positions, written as ReduceMean.</summary>
internal sealed class GlobalAveragePoolRule : OperatorRule
{
    public override string OperatorType => "GlobalAveragePool";

    public override void Lower(LoweringContext context, NodeProto node) =>
        ReductionRule.OverPositions(context, "ReduceMean", node.Input[0], node.Output[0], keeps: true);
}
