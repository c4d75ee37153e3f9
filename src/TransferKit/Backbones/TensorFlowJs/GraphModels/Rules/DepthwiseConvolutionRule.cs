namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Depthwise convolution, alone or with bias and activation.</summary>
internal sealed class DepthwiseConvolutionRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["DepthwiseConv2dNative", "FusedDepthwiseConv2dNative"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context)
    {
        var kernel = Kernels.FromDepthwise(context.Constant(node, 1));
        var input = context.Value(node, 0);
        var (bias, activation) = FusedOperations.Read(node, context);
        return context.Graph.Convolve(node.Name, input, kernel, bias, node.Window(kernel.Shape[2], kernel.Shape[3]), input.Channels, activation);
    }
}
