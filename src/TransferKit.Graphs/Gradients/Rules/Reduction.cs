using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>What sums and means share: spreading the gradient of a reduced tensor over the shape it was reduced from.</summary>
internal static class Reduction
{
    /// <summary>Expands <paramref name="gradient"/> to the shape of the node's input.</summary>
    public static string Spread(GradientContext context, NodeProto node, string gradient, long[]? axes)
    {
        var shape = context.Shape(node.Input[0]);
        var kept = shape.Select((d, axis) => axes is null || axes.Contains(axis) || axes.Contains(axis - shape.Length) ? 1L : d).ToArray();
        var aligned = node.Long("keepdims", 1) == 1 ? gradient : context.Node("Reshape", [gradient, context.Longs(kept)]);
        return context.Node("Expand", [aligned, context.Longs(shape)]);
    }
}
