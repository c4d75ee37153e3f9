namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>Zeros around a picture.</summary>
internal sealed class ZeroPaddingRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["ZeroPadding2D"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) =>
        layer.Config["padding"]?.AsArray() is [{ } vertical, { } horizontal]
            ? context.Graph.Pad(
                layer.Name, context.Input(layer),
                (vertical[0].ToLong(), vertical[1].ToLong(), horizontal[0].ToLong(), horizontal[1].ToLong()))
            : throw layer.Unsupported("it has no padding of two pairs.");
}
