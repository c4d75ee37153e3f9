namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>The mean over height and width.</summary>
internal sealed class MeanRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["Mean"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) =>
        context.Constant(node, 1).ToLongs() is [1, 2] or [-3, -2]
            ? context.Graph.PoolAll(node.Name, context.Value(node, 0), "GlobalAveragePool", node.Flag("keep_dims"))
            : throw node.Unsupported("it takes the mean over other axes than height and width.");
}
