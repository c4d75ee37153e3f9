namespace TransferKit.Tasks;

/// <summary>What losses leave to the user, and the form of what they are of.</summary>
/// <param name="LabelSmoothing">The share of each target that is spread over all classes, 0 up to 1.</param>
/// <param name="Regression">What a number is learned by.</param>
/// <param name="Grid">The cells that a box is found by; of no other kind.</param>
internal readonly record struct LossOptions(double LabelSmoothing = 0, RegressionLoss Regression = RegressionLoss.Squared, BoxGrid Grid = default);
