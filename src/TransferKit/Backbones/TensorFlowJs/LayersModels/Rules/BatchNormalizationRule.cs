namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>Batch normalisation in inference form; nothing where the convolution before it took it in.</summary>
internal sealed class BatchNormalizationRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = [Layers.BatchNormalization];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) => context.IsFolded(layer)
        ? context.Input(layer)
        : context.Graph.Normalise(layer.Name, context.Input(layer), context.Normalisation(layer));
}
