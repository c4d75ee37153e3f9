using TransferKit.Foundation;

namespace TransferKit.Runs;

/// <summary>There is no run where one was sought.</summary>
/// <param name="message">What was sought, and what to do.</param>
/// <param name="path">The folder or name that was given.</param>
public sealed class RunNotFoundException(string message, string path) : TransferKitException(message, path)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "run-not-found";
}
