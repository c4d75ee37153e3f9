namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Batch normalisation in inference form.</summary>
internal sealed class BatchNormRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context)
    {
        float[] Vector(int input) => context.Constant(node, input).ToFloats();
        return context.Graph.Normalise(
            node.Name, context.Value(node, 0), new(Mean: Vector(3), Variance: Vector(4), Gamma: Vector(1), Beta: Vector(2), node.Float("epsilon", 1e-4f)));
    }
}
