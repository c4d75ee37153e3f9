namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Joining along the channels; the last input is the axis.</summary>
internal sealed class ConcatRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["ConcatV2"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context)
    {
        var axis = node.Inputs.Count - 1;
        return context.Constant(node, axis).ToLongs() is [3 or -1]
            ? context.Graph.Concatenate(node.Name, [.. Enumerable.Range(0, axis).Select(input => context.Value(node, input))])
            : throw node.Unsupported("it joins along another axis than the channels.");
    }
}
