namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>Depthwise convolution, with the batch normalisation after it.</summary>
internal sealed class DepthwiseConvolutionRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["DepthwiseConv2D"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) =>
        context.Convolve(layer, Kernels.FromDepthwise(context.Weight(layer, "depthwise_kernel")), context.Input(layer).Channels);
}
