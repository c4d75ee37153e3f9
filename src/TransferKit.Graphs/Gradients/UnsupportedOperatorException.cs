using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>A graph that is to be trained holds an operator without a gradient rule.</summary>
/// <param name="node">The node.</param>
public sealed class UnsupportedOperatorException(NodeProto node) : TransferKitException(
    $"Node '{node.Name}' is a {(node.Domain.Length == 0 ? "" : node.Domain + ".")}{node.OpType}, which has no gradient rule: "
    + "keep it in the frozen part of the model.")
{
    /// <summary>The node's name.</summary>
    public string Node { get; } = node.Name;

    /// <summary>Its operator.</summary>
    public string OperatorType { get; } = node.OpType;

    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "unsupported-operator";
}
