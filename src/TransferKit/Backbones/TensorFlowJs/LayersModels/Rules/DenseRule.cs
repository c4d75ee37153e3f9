namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>A fully connected layer.</summary>
internal sealed class DenseRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["Dense"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) =>
        context.Graph.Dense(layer.Name, context.Input(layer), context.Weight(layer, "kernel"), context.Bias(layer), layer.Activation);
}
