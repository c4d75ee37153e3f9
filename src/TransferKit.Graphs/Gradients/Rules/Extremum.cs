using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>What Min and Max share: the gradient passes where an operand equals the result.</summary>
internal static class Extremum
{
    public static void Backward(GradientContext context, NodeProto node, string gradient)
    {
        foreach (var input in node.Input.Where(context.Needs))
        {
            var mask = context.Node("CastLike", [context.Node("Equal", [input, node.Output[0]]), gradient]);
            context.AccumulateBroadcast(input, context.Node("Mul", [gradient, mask]), node.Output[0]);
        }
    }
}
