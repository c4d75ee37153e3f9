using TransferKit.Graphs.Gradients.Convolutions;
using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>A convolution of two dimensions, written by the <see cref="ConvolutionStrategy"/> that suits its shape.</summary>
internal sealed class ConvRule : OperatorRule
{
    public override string OperatorType => "Conv";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Input[0]);
        var weight = context.Shape(node.Input[1]);
        if (shape.Length != 4)
        {
            throw new UnsupportedOperatorException(node);
        }

        var windows = WindowShape.Of(node, MapShape.Of(shape), context.Shape(node.Output[0]), weight[2..]);
        var output = node.Output[0];
        var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? context.Plain(node.Input[2]) : null;
        string? scale = null;
        if (context.SoleReader(output) is { OpType: "BatchNormalization" } norm && !BatchNormalizationRule.IsOfBatch(context, norm)
            && Tensors.Count(weight) < Tensors.Count(context.Shape(output)))
        {
            // Where the weights are fewer than the values of the map, the frozen scale is cheaper on them.
            (scale, var shift) = BatchNormalizationRule.Affine(context, norm);
            bias = bias is null ? shift : context.Node("Add", [context.Node("Mul", [bias, scale]), shift]);
            output = norm.Output[0];
        }

        var convolution = new Convolution(node.Input[0], node.Input[1], bias, scale, windows, (int)weight[0], (int)node.Long("group", 1));
        var strategy = ConvolutionStrategy.For(convolution, context.Options.Convolutions.GetValueOrDefault(Name(node)), context.Options.Float64);
        context.Choices[Name(node)] = strategy.Name;
        context.DefineRows(output, strategy.Write(context, convolution));
    }

    private static string Name(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output[0];
}
