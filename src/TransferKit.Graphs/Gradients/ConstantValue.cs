using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>The value of a Constant node, in whichever attribute it stands.</summary>
internal static class ConstantValue
{
    public static TensorProto? Of(NodeProto node)
    {
        var name = node.Output[0];
        if (node.Find("value")?.T is { } tensor)
        {
            var copy = tensor.Clone();
            copy.Name = name;
            return copy;
        }

        return node.Find("value_float") is { } number ? Tensors.FromFloats(name, [number.F])
            : node.Find("value_floats") is { } numbers ? Tensors.FromFloats(name, numbers.Floats.ToArray(), numbers.Floats.Count)
            : node.Find("value_int") is { } integer ? Tensors.FromLongs(name, [integer.I])
            : node.Find("value_ints") is { } integers ? Tensors.FromLongs(name, integers.Ints.ToArray(), integers.Ints.Count)
            : null;
    }
}
