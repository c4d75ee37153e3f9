namespace TransferKit.Foundation;

/// <summary>A native library was not found, or was found and could not be loaded.</summary>
/// <param name="library">The library's name, such as <c>onnxruntime</c>.</param>
/// <param name="tried">The paths that were tried, in order.</param>
/// <param name="innerException">The loader's own error, or null.</param>
public sealed class MissingNativeLibraryException(string library, IReadOnlyList<string> tried, Exception? innerException = null)
    : TransferKitException(
        $"The native library '{library}' could not be loaded on {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}. "
        + $"Looked for: {string.Join(", ", tried)}. Publish with the runtimes folder beside the program, "
        + $"or build on this platform so that npm brings its package.{(innerException is null ? "" : $" ({innerException.Message})")}",
        innerException: innerException)
{
    /// <summary>The library's name.</summary>
    public string Library { get; } = library;

    /// <summary>The paths that were tried, in order.</summary>
    public IReadOnlyList<string> Tried { get; } = tried;

    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Environment;

    /// <inheritdoc/>
    public override string Kind => "missing-native-library";
}
