using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>A graph that is to be trained holds an operator without a gradient rule.</summary>
/// <param name="node">The node.</param>
/// <param name="remedy">What can be trained instead, or null where that is not known.</param>
public sealed class UnsupportedOperatorException(NodeProto node, string? remedy = null) : TransferKitException(
    $"Node '{NameOf(node)}' is a {OperatorOf(node)}, which has no gradient rule in this form: {remedy ?? "keep it in the frozen part of the model"}.")
{
    /// <summary>The node's name.</summary>
    public string Node { get; } = NameOf(node);

    /// <summary>Its operator.</summary>
    public string OperatorType { get; } = OperatorOf(node);

    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "unsupported-operator";

    // Nodes need no name; then that of what they make tells which one it is.
    private static string NameOf(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output[0];

    private static string OperatorOf(NodeProto node) => node.Domain.Length == 0 ? node.OpType : $"{node.Domain}.{node.OpType}";
}
