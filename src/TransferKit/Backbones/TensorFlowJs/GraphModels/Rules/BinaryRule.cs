namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>Elementwise arithmetic of two tensors.</summary>
internal sealed class BinaryRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["Add", "AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Minimum"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context) =>
        context.Graph.Combine(node.Name, OnnxName(node.Operator), [context.Value(node, 0), context.Value(node, 1)]);

    private static string OnnxName(string name) => name switch
    {
        "AddV2" => "Add",
        "RealDiv" => "Div",
        "Maximum" => "Max",
        "Minimum" => "Min",
        _ => name,
    };
}
