using TransferKit.Foundation;

namespace TransferKit.Training;

/// <summary>The loss became infinite or no number: the learning rate is too high for these data.</summary>
/// <param name="piece">What was being trained.</param>
/// <param name="epoch">The epoch, from 1.</param>
/// <param name="loss">The loss that was found.</param>
/// <param name="learningRate">The learning rate.</param>
public sealed class TrainingDivergedException(string piece, int epoch, double loss, double learningRate) : TransferKitException(
    FormattableString.Invariant(
        $"Training '{piece}' diverged: the loss is {loss} in epoch {epoch} at a learning rate of {learningRate}. Try a tenth of that rate."))
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Usage;

    /// <inheritdoc/>
    public override string Kind => "training-diverged";
}
