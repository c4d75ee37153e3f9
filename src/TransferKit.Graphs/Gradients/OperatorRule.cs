using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>What the training engine knows of one ONNX operator: how to write it into the training graph, and its gradient. One short
/// class an operator, registered in <see cref="RuleTable"/>.</summary>
public abstract class OperatorRule
{
    /// <summary>The operator, such as <c>Gemm</c>.</summary>
    public abstract string OperatorType { get; }

    /// <summary>Writes a node of the model into the training graph and defines its outputs: as it is, unless the rule says otherwise.</summary>
    public virtual void Lower(LoweringContext context, NodeProto node) => context.Copy(node);

    /// <summary>Adds the node's share to the gradients of those of its inputs that need one.</summary>
    /// <param name="context">The graph that is being derived.</param>
    /// <param name="node">The node, of the training graph's forward half.</param>
    /// <param name="gradient">The gradient of the loss with respect to the node's first output; it has that output's shape.</param>
    public virtual void Backward(GradientContext context, NodeProto node, string gradient) =>
        throw new InvalidOperationException($"{OperatorType} is lowered: the training graph holds no such node.");
}
