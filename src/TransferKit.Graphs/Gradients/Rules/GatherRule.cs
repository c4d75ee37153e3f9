using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>
/// y = slices of x by a constant table: a slice of x gets the sum of the gradients of its copies. Written as gathers too, as many as
/// the most frequent slice has copies, which takes the place of a scatter.
/// </summary>
internal sealed class GatherRule : OperatorRule
{
    public override string OperatorType => "Gather";

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var shape = context.Shape(node.Input[0]);
        var axis = (int)node.Long("axis", 0);
        axis = axis < 0 ? axis + shape.Length : axis;
        var table = context.ConstantOf(node.Input[1]) ?? throw new UnsupportedOperatorException(node);
        var copies = Array.ConvertAll(Tensors.ToLongs(table), index => (int)(index < 0 ? index + shape[axis] : index));
        long[] flat = [.. shape[..axis], copies.Length, .. shape[(axis + 1)..]];
        var key = $"copies of {node.Input[1]} {shape[axis]}";
        context.Accumulate(node.Input[0], Collect(context, context.Reshape(gradient, flat), flat, axis, RowLists.Of(copies, (int)shape[axis]), key));
    }

    /// <summary>Sums, for every slice, the copies that a list names.</summary>
    public static string Collect(GraphEmitter context, string gradient, long[] shape, int axis, IReadOnlyList<int>[] lists, string key)
    {
        var most = Math.Max(1, lists.Max(list => list.Count));
        var source = gradient;
        if (lists.Any(list => list.Count < most))
        {
            source = context.Node("Concat", [gradient, context.Zeros([.. shape[..axis], 1, .. shape[(axis + 1)..]])], ("axis", (long)axis));
        }

        var shares = Enumerable.Range(0, most).Select(round => context.Node(
            "Gather",
            [source, context.Table($"{key} round {round}", () => [.. lists.Select(list => round < list.Count ? list[round] : (int)shape[axis])])],
            ("axis", (long)axis))).ToArray();
        return shares.Length == 1 ? shares[0] : context.Node("Sum", shares);
    }
}
