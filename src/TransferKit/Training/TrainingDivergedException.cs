using TransferKit.Foundation;

namespace TransferKit.Training;

/// <summary>The loss became infinite, no number, or a thousand times what it was: the learning rate is too high for these data.</summary>
/// <param name="piece">What was being trained.</param>
/// <param name="epoch">The epoch, from 1.</param>
/// <param name="loss">The loss that was found.</param>
/// <param name="learningRate">The learning rate.</param>
/// <param name="folder">Where checkpoints from before are, if any are kept.</param>
public sealed class TrainingDivergedException(string piece, int epoch, double loss, double learningRate, string? folder = null) : TransferKitException(
    FormattableString.Invariant(
        $"Training '{piece}' diverged: the loss is {loss} in epoch {epoch} at a learning rate of {learningRate}. Try a tenth of that rate.")
    + (folder is null ? "" : $" What was finished before, and the last good state, are kept in '{folder}'."))
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Usage;

    /// <inheritdoc/>
    public override string Kind => "training-diverged";
}
