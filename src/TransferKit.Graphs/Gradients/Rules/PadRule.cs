using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>A tensor with a constant around it, written as Concat.</summary>
internal sealed class PadRule : OperatorRule
{
    public override string OperatorType => "Pad";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Input[0]).ToArray();
        var pads = node.Longs("pads") ?? Tensors.ToLongs(context.ModelConstant(node.Input[1]) ?? throw new UnsupportedOperatorException(node));
        var value = node.Find("value")?.F ?? (node.Input.Count > 2 && node.Input[2].Length > 0
            ? Tensors.ToFloats(context.ModelConstant(node.Input[2]) ?? throw new UnsupportedOperatorException(node))[0]
            : 0);
        if (node.Text("mode", "constant") != "constant" || pads.Any(pad => pad < 0) || pads.Length != 2 * shape.Length)
        {
            throw new UnsupportedOperatorException(node);
        }

        var tensor = context.Plain(node.Input[0]);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            var (before, after) = (pads[axis], pads[axis + shape.Length]);
            string[] parts = [.. Around(before), tensor, .. Around(after)];
            tensor = parts.Length == 1 ? tensor : context.Node("Concat", parts, ("axis", (long)axis));
            shape[axis] += before + after;

            IEnumerable<string> Around(long size) => size > 0 ? [context.Fill(value, [.. shape.Select((d, i) => i == axis ? size : d)])] : [];
        }

        context.Define(node.Output[0], tensor);
    }
}
