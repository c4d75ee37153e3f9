namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>The maximum over a sliding window.</summary>
internal sealed class MaxPoolRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["MaxPool"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) =>
        context.Graph.Pool(node.Name, context.Value(node, 0), "MaxPool", node.PoolWindow());
}
