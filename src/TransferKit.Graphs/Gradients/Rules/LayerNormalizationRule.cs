using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>
/// y = (x - mean) / deviation * scale + bias over the last axes (https://arxiv.org/abs/1607.06450), for the last axis. With the
/// normalised x' and g = dy scale: dx = (g - mean(g) - x' mean(g x')) / deviation.
/// </summary>
internal sealed class LayerNormalizationRule : OperatorRule
{
    public override string OperatorType => "LayerNormalization";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var rank = context.Shape(node.Input[0]).Length;
        var axis = node.Long("axis", -1);
        if (axis != -1 && axis != rank - 1)
        {
            throw new UnsupportedOperatorException(node);
        }

        var (x, scale) = (context.Plain(node.Input[0]), context.Plain(node.Input[1]));
        var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? context.Plain(node.Input[2]) : null;
        var (mean, inverse) = ("", "");
        var output = context.Step([x, scale, bias ?? ""], () =>
        {
            (mean, inverse) = (context.Graph.Fresh("mean"), context.Graph.Fresh("inverse_deviation"));
            var y = context.Graph.Fresh("layernormalization");
            string[] inputs = bias is null ? [x, scale] : [x, scale, bias];
            context.Graph.Node("LayerNormalization", inputs, [("axis", -1L), ("epsilon", node.Float("epsilon", 1e-5f))], [y, mean, inverse]);
            return y;
        }, (gradients, dy) =>
        {
            string Mean(string tensor) => gradients.Node("ReduceMean", [tensor], ("axes", new[] { -1L }), ("keepdims", 1L));
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
                var along = gradients.Node("Mul", [normalised, Mean(gradients.Node("Mul", [g, normalised]))]);
                var rest = gradients.Node("Sub", [gradients.Node("Sub", [g, Mean(g)]), along]);
                gradients.Accumulate(x, gradients.Node("Mul", [rest, inverse]));
            }
        });
        context.Define(node.Output[0], output);
    }
}
