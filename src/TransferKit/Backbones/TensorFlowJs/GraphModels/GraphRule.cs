namespace TransferKit.Backbones.TensorFlowJs.GraphModels;

/// <summary>How TensorFlow operators become ONNX: one rule a kind of operator.</summary>
internal abstract class GraphRule
{
    /// <summary>The TensorFlow operators that it converts.</summary>
    public abstract IReadOnlyList<string> Operators { get; }

    /// <summary>Adds what computes the node and gives the result.</summary>
    /// <exception cref="UnconvertibleOperatorException">This form of the operator has no rule.</exception>
    public abstract Value Convert(GraphNode node, GraphContext context);
}
