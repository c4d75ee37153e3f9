using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = the sum of its operands: each gets dy, summed back over what was broadcast.</summary>
internal class SumRule : ElementwiseRule
{
    public override string OperatorType => "Sum";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        foreach (var input in node.Input.Where(context.Needs))
        {
            context.AccumulateBroadcast(input, gradient, node.Output[0]);
        }
    }
}
