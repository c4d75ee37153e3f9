using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = min(max(x, low), high) for constant bounds, given as attributes (operator set 6) or as inputs: dx = dy inside them.</summary>
internal sealed class ClipRule : OperatorRule
{
    public override string OperatorType => "Clip";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var x = node.Input[0];
        var (low, high) = (Bound(context, node, 1, "min"), Bound(context, node, 2, "max"));
        var rows = context.HasRows(x);
        var inputs = new[] { rows ? context.Rows(x) : context.Plain(x), low is { } l ? context.Scalar(l) : "", high is { } h ? context.Scalar(h) : "" };
        var output = context.Node("Clip", inputs);
        if (rows)
        {
            context.DefineRows(node.Output[0], output);
        }
        else
        {
            context.Define(node.Output[0], output);
        }
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        if (context.Type == DataType.Float)
        {
            double Value(string bound, double otherwise) => bound.Length == 0 ? otherwise : Tensors.ToDoubles(context.ConstantOf(bound)!)[0];
            context.Accumulate(
                node.Input[0], ClipGradient(context, gradient, node.Output[0], Value(node.Input[1], double.NegativeInfinity), Value(node.Input[2], double.PositiveInfinity)));
            return;
        }

        // Inside the bounds, (y - low) (high - y) is positive: its sign is the mask.
        var y = node.Output[0];
        var (low, high) = (node.Input[1], node.Input[2]);
        var above = low.Length == 0 ? null : IsZero(context, low) ? y : context.Node("Sub", [y, low]);
        var below = high.Length == 0 ? null : context.Node("Sub", [high, y]);
        var inside = above is null ? below : below is null ? above : context.Node("Mul", [above, below]);
        context.Accumulate(node.Input[0], inside is null ? gradient : context.Node("Mul", [gradient, context.Node("Sign", [inside])]));
    }

    /// <summary>The gradient where a value lies between bounds, in one pass.</summary>
    public static string ClipGradient(GradientContext context, string gradient, string y, double low, double high) => context.Kernel(
        "ClipGradient", context.Shape(y), gradient, y, context.Matrix(FormattableString.Invariant($"bounds {low} {high}"), () => [low, high], 2));

    private static bool IsZero(GradientContext context, string bound) => Tensors.ToDoubles(context.ConstantOf(bound)!)[0] == 0;

    private static double? Bound(LoweringContext context, NodeProto node, int index, string attribute)
    {
        // An infinite bound is none, and would make the mask of a value on the other bound 0 * infinity.
        return Given(context, node, index, attribute) is { } bound && double.IsFinite(bound) ? bound : null;
    }

    private static double? Given(LoweringContext context, NodeProto node, int index, string attribute)
    {
        if (node.Find(attribute) is { } given)
        {
            return given.F;
        }

        if (node.Input.Count <= index || node.Input[index].Length == 0)
        {
            return null;
        }

        return context.ModelConstant(node.Input[index]) is { } constant
            ? Tensors.ToDoubles(constant)[0]
            : throw new UnsupportedOperatorException(node);
    }
}
