namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Convolution, alone or with bias and activation.</summary>
internal sealed class ConvolutionRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["Conv2D", "_FusedConv2D"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context)
    {
        var kernel = Kernels.FromConvolution(context.Constant(node, 1));
        var input = context.Value(node, 0);
        var (bias, activation) = FusedOperations.Read(node, context);
        var groups = Math.Max(1, input.Channels / kernel.Shape[1]);
        return context.Graph.Convolve(node.Name, input, kernel, bias, node.Window(kernel.Shape[2], kernel.Shape[3]), groups, activation);
    }
}
