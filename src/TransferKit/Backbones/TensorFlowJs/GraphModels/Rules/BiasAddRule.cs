namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>A bias a channel.</summary>
internal sealed class BiasAddRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["BiasAdd"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) =>
        context.Graph.Combine(node.Name, "Add", [context.Value(node, 0), context.Value(node, 1)]);
}
