using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>A model's scores or the labels beside them cannot be measured: not a number, not probabilities, an unknown class.</summary>
/// <param name="message">The row, the value found, and what is allowed.</param>
public sealed class InvalidScoresException(string message) : TransferKitException(message)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "invalid-scores";
}
