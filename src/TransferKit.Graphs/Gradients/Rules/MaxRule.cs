using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = the greatest of its operands: dy goes to the operand that it came from; to each of them where several are equal.</summary>
internal sealed class MaxRule : ElementwiseRule
{
    public override string OperatorType => "Max";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        Extremum.Backward(context, node, gradient);
    }
}
