using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>The greatest value over all positions, written as ReduceMax.</summary>
internal sealed class GlobalMaxPoolRule : OperatorRule
{
    public override string OperatorType => "GlobalMaxPool";

    public override void Lower(LoweringContext context, NodeProto node) =>
        ReductionRule.OverPositions(context, "ReduceMax", node.Input[0], node.Output[0], keeps: true);
}
