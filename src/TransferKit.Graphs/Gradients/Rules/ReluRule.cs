using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = max(x, 0): dx = dy where y > 0. The sign of y is 1 there and 0 elsewhere.</summary>
internal sealed class ReluRule : ElementwiseRule
{
    public override string OperatorType => "Relu";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        context.Accumulate(node.Input[0], context.Type == DataType.Float
            ? ClipRule.ClipGradient(context, gradient, node.Output[0], 0, double.PositiveInfinity)
            : context.Node("Mul", [gradient, context.Node("Sign", [node.Output[0]])]));
    }
}
