using TransferKit.Foundation;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>A TensorFlow.js model needs an operator, or a form of one, that the converter has no rule for.</summary>
/// <param name="node">The node's or layer's name.</param>
/// <param name="operatorType">The operator or layer class, such as <c>ResizeBilinear</c>.</param>
/// <param name="detail">What about it is not supported.</param>
public sealed class UnconvertibleOperatorException(string node, string operatorType, string detail)
    : TransferKitException($"Node '{node}' ({operatorType}) cannot be converted to ONNX: {detail}")
{
    /// <summary>The node's or layer's name in the TensorFlow.js model.</summary>
    public string Node { get; } = node;

    /// <summary>The operator or layer class.</summary>
    public string OperatorType { get; } = operatorType;

    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "unsupported-operator";
}
