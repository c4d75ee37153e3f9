using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>
/// y = (x - mean) / deviation * scale + bias over the last axes (https://arxiv.org/abs/1607.06450), several of them taken as one. With
/// the normalised x' and g = dy scale: dx = (g - mean(g) - x' mean(g x')) / deviation.
/// </summary>
internal sealed class LayerNormalizationRule : OperatorRule
{
    public override string OperatorType => "LayerNormalization";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Input[0]);
        var axis = (int)node.Long("axis", -1);
        axis = axis < 0 ? axis + shape.Length : axis;
        var several = axis < shape.Length - 1;
        var normalised = Tensors.Count(shape[axis..]);
        string Flat(string tensor, params long[] to) => several ? context.Reshape(tensor, to) : tensor;
        var x = Flat(context.Plain(node.Input[0]), [.. shape[..axis], normalised]);
        var scale = Flat(context.Plain(node.Input[1]), normalised);
        var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? Flat(context.Plain(node.Input[2]), normalised) : null;
        var (mean, inverse) = ("", "");
        var output = context.Step([x, scale, bias ?? ""], () =>
        {
            (var y, mean, inverse) = Write(context, x, scale, bias, node.Float("epsilon", 1e-5f));
            return y;
        }, (gradients, dy) => Back(gradients, dy, (x, scale, bias), mean, inverse));
        context.Define(node.Output[0], Flat(output, shape));
    }

    private static (string Y, string Mean, string Inverse) Write(LoweringContext context, string x, string scale, string? bias, float epsilon)
    {
        if (context.Type == DataType.Float)
        {
            var (y, mean, inverse) = (context.Graph.Fresh("layernormalization"), context.Graph.Fresh("mean"), context.Graph.Fresh("inverse_deviation"));
            string[] inputs = bias is null ? [x, scale] : [x, scale, bias];
            context.Graph.Node("LayerNormalization", inputs, [("axis", -1L), ("epsilon", epsilon)], [y, mean, inverse]);
            return (y, mean, inverse);
        }

        // The kernel of float64 gives its statistics in float32.
        var middle = Mean(context, x);
        var centred = context.Node("Sub", [x, middle]);
        var variance = Mean(context, context.Node("Mul", [centred, centred]));
        var one = context.Node("Reciprocal", [context.Node("Sqrt", [context.Node("Add", [variance, context.Scalar(epsilon)])])]);
        var scaled = context.Node("Mul", [context.Node("Mul", [centred, one]), scale]);
        return (bias is null ? scaled : context.Node("Add", [scaled, bias]), middle, one);
    }

    private static void Back(GradientContext gradients, string dy, (string X, string Scale, string? Bias) inputs, string mean, string inverse)
    {
        var (x, scale, bias) = inputs;
        var normalised = gradients.Node("Mul", [gradients.Node("Sub", [x, mean]), inverse]);
        if (bias is not null && gradients.Needs(bias))
        {
            gradients.AccumulateBroadcast(bias, dy, x);
        }

        if (gradients.Needs(scale))
        {
            gradients.AccumulateBroadcast(scale, gradients.Node("Mul", [dy, normalised]), x);
        }

        if (gradients.Needs(x))
        {
            var g = gradients.Node("Mul", [dy, scale]);
            var along = gradients.Node("Mul", [normalised, Mean(gradients, gradients.Node("Mul", [g, normalised]))]);
            var rest = gradients.Node("Sub", [gradients.Node("Sub", [g, Mean(gradients, g)]), along]);
            gradients.Accumulate(x, gradients.Node("Mul", [rest, inverse]));
        }
    }

    private static string Mean(GraphEmitter graph, string tensor) => ReductionRule.Reduce(graph, "ReduceMean", tensor, [-1], true);
}
