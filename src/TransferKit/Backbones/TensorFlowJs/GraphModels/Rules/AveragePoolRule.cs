namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>The average over a sliding window.</summary>
internal sealed class AveragePoolRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["AvgPool"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) =>
        context.Graph.Pool(node.Name, context.Value(node, 0), "AveragePool", node.PoolWindow());
}
