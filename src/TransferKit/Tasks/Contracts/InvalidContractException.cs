using TransferKit.Foundation;

namespace TransferKit.Tasks.Contracts;

/// <summary>A metric contract cannot be read, or does not fit the tasks.</summary>
/// <param name="message">What was found, where, and what is allowed.</param>
/// <param name="path">The file, or null.</param>
/// <param name="innerException">The cause, or null.</param>
internal sealed class InvalidContractException(string message, string? path, Exception? innerException = null) : TransferKitException(message, path, innerException)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "invalid-contract";
}
