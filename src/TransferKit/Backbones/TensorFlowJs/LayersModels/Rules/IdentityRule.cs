namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>Layers that do nothing at inference.</summary>
internal sealed class IdentityRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["Dropout", "SpatialDropout2D", "GaussianNoise", "GaussianDropout"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) => context.Input(layer);
}
