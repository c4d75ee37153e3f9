namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Dropping the height and width of a picture of one pixel.</summary>
internal sealed class SqueezeRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["Squeeze"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) =>
        context.Value(node, 0) is { Shape: [_, 1, 1] } pixel && node.Longs("squeeze_dims") is null or [] or [1, 2]
            ? context.Graph.Flatten(node.Name, pixel)
            : throw node.Unsupported("it drops other axes than the height and width of a single pixel.");
}
