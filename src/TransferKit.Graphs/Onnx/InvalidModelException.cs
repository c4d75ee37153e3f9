using TransferKit.Foundation;

namespace TransferKit.Graphs.Onnx;

/// <summary>A model is damaged, unsafe to load, or not of the kind that is needed.</summary>
/// <param name="message">What was found, where, and what to do.</param>
/// <param name="path">The file, or null.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class InvalidModelException(string message, string? path = null, Exception? innerException = null)
    : TransferKitException(message, path, innerException)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "invalid-model";
}
