using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>What the training engine knows of one ONNX operator: how to bring it to a form that can be differentiated, and its
/// gradient. One short class an operator, registered in <see cref="RuleTable"/>.</summary>
public abstract class OperatorRule
{
    /// <summary>The operator, such as <c>Gemm</c>.</summary>
    public abstract string OperatorType { get; }

    /// <summary>Writes the node into the forward graph: as it is, unless the rule replaces it by simpler operators.</summary>
    public virtual void Lower(GraphBuilder forward, NodeProto node) => forward.Add(node.Clone());

    /// <summary>Adds the node's share to the gradients of those of its inputs that need one.</summary>
    /// <param name="context">The graph that is being derived.</param>
    /// <param name="node">The node, of the lowered forward graph.</param>
    /// <param name="gradient">The gradient of the loss with respect to the node's first output; it has that output's shape.</param>
    public abstract void Backward(GradientContext context, NodeProto node, string gradient);
}
