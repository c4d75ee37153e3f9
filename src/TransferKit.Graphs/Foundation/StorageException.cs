namespace TransferKit.Foundation;

/// <summary>A file could not be written: the disk is full, the folder is read-only or cannot be created.</summary>
/// <param name="message">What was being written and what the system said.</param>
/// <param name="path">The file.</param>
/// <param name="innerException">The system's own error.</param>
public sealed class StorageException(string message, string path, Exception innerException)
    : TransferKitException(message, path, innerException)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Environment;

    /// <inheritdoc/>
    public override string Kind => "cannot-write";
}
