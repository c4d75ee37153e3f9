using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x in the type of another tensor: dx = dy in the type of x. The other tensor gives its type only.</summary>
internal sealed class CastLikeRule : OperatorRule
{
    public override string OperatorType => "CastLike";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        if (context.Needs(node.Input[0]))
        {
            context.Accumulate(node.Input[0], context.Node("CastLike", [gradient, node.Input[0]]));
        }
    }
}
