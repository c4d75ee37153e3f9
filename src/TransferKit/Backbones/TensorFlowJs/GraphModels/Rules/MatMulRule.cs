namespace TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

/// <summary>A fully connected layer, alone or with bias and activation.</summary>
internal sealed class MatMulRule : GraphRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Operators { get; } = ["MatMul", "_FusedMatMul"];

    /// <inheritdoc/>
    public override Value Convert(GraphNode node, GraphContext context)
    {
        if (node.Flag("transpose_a") || node.Flag("transpose_b"))
        {
            throw node.Unsupported("it transposes an operand.");
        }

        var (bias, activation) = FusedOperations.Read(node, context);
        return context.Graph.Dense(node.Name, context.Value(node, 0), context.Constant(node, 1), bias, activation);
    }
}
