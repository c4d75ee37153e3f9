namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>All values of a picture as a vector.</summary>
internal sealed class FlattenRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["Flatten"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) => context.Graph.Flatten(layer.Name, context.Input(layer));
}
