using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = a + b: both get dy, summed back over what was broadcast.</summary>
internal sealed class AddRule : ElementwiseRule
{
    public override string OperatorType => "Add";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        foreach (var input in node.Input.Where(context.Needs))
        {
            context.AccumulateBroadcast(input, gradient, node.Output[0]);
        }
    }
}
