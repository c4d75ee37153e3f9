namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Zeros around a picture.</summary>
internal sealed class PadRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["Pad"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) =>
        context.Constant(node, 1).ToLongs() is [0, 0, var top, var bottom, var left, var right, 0, 0]
            ? context.Graph.Pad(node.Name, context.Value(node, 0), (top, bottom, left, right))
            : throw node.Unsupported("it pads another axis than height and width.");
}
