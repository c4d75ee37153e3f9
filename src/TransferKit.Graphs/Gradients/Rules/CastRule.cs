using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x in another type: between floating-point types, dx = dy in the type of x.</summary>
internal sealed class CastRule : OperatorRule
{
    public override string OperatorType => "Cast";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var type = context.TypeOf((DataType)node.Long("to", 0));
        context.Unary(node, x => context.Node("Cast", [x], ("to", (long)type)));
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        if ((DataType)node.Long("to", 0) is not (DataType.Float or DataType.Double))
        {
            throw new UnsupportedOperatorException(node);
        }

        context.Accumulate(node.Input[0], context.Node("CastLike", [gradient, node.Input[0]]));
    }
}
