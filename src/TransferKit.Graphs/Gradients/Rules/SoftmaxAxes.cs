using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>The axes of a softmax: since operator set 13 one; before, all from the given one on, taken as one.</summary>
internal static class SoftmaxAxes
{
    public static void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Input[0]);
        var axis = (int)node.Long("axis", 1);
        axis = axis < 0 ? axis + shape.Length : axis;
        if (context.OperatorSet(node) >= 13 || axis == shape.Length - 1)
        {
            context.Copy(node);
            return;
        }

        var flat = context.Reshape(context.Plain(node.Input[0]), Tensors.Count(shape[..axis]), Tensors.Count(shape[axis..]));
        context.Define(node.Output[0], context.Reshape(context.Node(node.OpType, [flat], ("axis", -1L)), shape));
    }
}
