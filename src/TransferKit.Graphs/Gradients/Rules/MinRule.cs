using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = the least of its operands: dy goes to the operand that it came from; to each of them where several are equal.</summary>
internal sealed class MinRule : ElementwiseRule
{
    public override string OperatorType => "Min";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        Extremum.Backward(context, node, gradient);
    }
}
