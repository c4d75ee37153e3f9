namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Nodes that give back what they get at inference.</summary>
internal sealed class IdentityRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["Identity", "StopGradient", "PreventGradient"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) => context.Value(node, 0);
}
