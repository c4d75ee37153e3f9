namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>The maximum or average over a sliding window.</summary>
internal sealed class PoolingRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["MaxPooling2D", "AveragePooling2D"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) =>
        layer.Longs("pool_size") is [var height, var width]
            ? context.Graph.Pool(
                layer.Name, context.Input(layer), layer.Class == "MaxPooling2D" ? "MaxPool" : "AveragePool", layer.Window(height, width))
            : throw layer.Unsupported("it has no pool_size of two numbers.");
}
