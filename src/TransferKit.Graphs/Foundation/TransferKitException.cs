namespace TransferKit.Foundation;

/// <summary>Whose fault an error is: it decides what a caller can do, and the command line's exit code.</summary>
public enum FaultKind
{
    /// <summary>The machine or the installation: a full disk, a read-only folder, a missing native library (exit code 1).</summary>
    Environment,

    /// <summary>The caller's options: unknown, out of range or contradictory (exit code 2).</summary>
    Usage,

    /// <summary>What was read: data, image, model, cache or checkpoint (exit code 3).</summary>
    Input,
}

/// <summary>The base of every error that TransferKit raises on purpose: one derived type a kind of fault.</summary>
/// <param name="message">What failed, where, what was found and what to do.</param>
/// <param name="path">The file or folder concerned, or null.</param>
/// <param name="innerException">The cause, or null.</param>
public abstract class TransferKitException(string message, string? path = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Whose fault it is.</summary>
    public abstract FaultKind Fault { get; }

    /// <summary>A stable name for scripts, such as <c>invalid-model</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The file or folder concerned, or null.</summary>
    public string? Path { get; } = path;
}
