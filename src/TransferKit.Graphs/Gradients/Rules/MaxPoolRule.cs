using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>The greatest value of each window, written as a maximum over the rows under its taps; padding is below everything.</summary>
internal sealed class MaxPoolRule : OperatorRule
{
    public override string OperatorType => "MaxPool";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Input[0]);
        if (shape.Length != 4 || node.Output.Skip(1).Any(output => output.Length > 0))
        {
            throw new UnsupportedOperatorException(node);
        }

        var windows = WindowShape.Of(node, MapShape.Of(shape), context.Shape(node.Output[0]), node.Longs("kernel_shape")!);
        var picked = PooledWindows.Pick(context, node, windows, float.MinValue);
        context.DefineRows(node.Output[0], ReductionRule.Reduce(context, "ReduceMax", picked, [0], false));
    }
}
