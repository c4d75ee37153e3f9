namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>The average or maximum over height and width.</summary>
internal sealed class GlobalPoolingRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["GlobalAveragePooling2D", "GlobalMaxPooling2D"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) => context.Graph.PoolAll(
        layer.Name,
        context.Input(layer),
        layer.Class == "GlobalMaxPooling2D" ? "GlobalMaxPool" : "GlobalAveragePool",
        keepDimensions: layer.Config["keepdims"]?.GetValue<bool>() ?? false);
}
