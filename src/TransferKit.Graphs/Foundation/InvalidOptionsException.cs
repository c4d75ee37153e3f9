namespace TransferKit.Foundation;

/// <summary>An option is out of its range, unknown, or contradicts another one.</summary>
/// <param name="message">The option, the value found, and the allowed range.</param>
public sealed class InvalidOptionsException(string message) : TransferKitException(message)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Usage;

    /// <inheritdoc/>
    public override string Kind => "invalid-options";
}
