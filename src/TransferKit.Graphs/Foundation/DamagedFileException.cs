namespace TransferKit.Foundation;

/// <summary>A file that TransferKit wrote itself (cache, store, checkpoint, split) is truncated or was changed.</summary>
/// <param name="message">What was found and what to do.</param>
/// <param name="path">The file.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class DamagedFileException(string message, string path, Exception? innerException = null)
    : TransferKitException(message, path, innerException)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "damaged-file";
}
