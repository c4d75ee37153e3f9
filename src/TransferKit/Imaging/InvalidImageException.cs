using TransferKit.Foundation;

namespace TransferKit.Imaging;

/// <summary>
/// An image cannot be read: missing, no image at all, of a kind that is not read, damaged, truncated or too large.
/// </summary>
/// <param name="message">What was found.</param>
/// <param name="path">The file, or null where the image came as bytes or a stream.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class InvalidImageException(string message, string? path = null, Exception? innerException = null)
    : TransferKitException(message, path, innerException)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "invalid-image";

    internal static InvalidImageException Of(string? path, string whatIsWrong, Exception? innerException = null) =>
        new($"{(path is null ? "The image" : $"'{path}'")} {whatIsWrong}", path, innerException);
}
