namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Elementwise activations, and softmax over the channels.</summary>
internal sealed class ActivationRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["Relu", "Relu6", "Sigmoid", "Tanh", "Elu", "Softmax"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) =>
        context.Graph.Activate(node.Name, context.Value(node, 0), node.Operator.ToLowerInvariant());
}
