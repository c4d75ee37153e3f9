namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>Convolution, with the batch normalisation after it.</summary>
internal sealed class ConvolutionRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["Conv2D"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context)
    {
        var kernel = Kernels.FromConvolution(context.Weight(layer, "kernel"));
        return context.Convolve(layer, kernel, Math.Max(1, context.Input(layer).Channels / kernel.Shape[1]));
    }
}
