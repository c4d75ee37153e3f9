namespace TransferKit.Tasks;

/// <summary>What losses leave to the user.</summary>
/// <param name="LabelSmoothing">The share of each target that is spread over all classes, 0 up to 1.</param>
/// <param name="Regression">What a number is learned by.</param>
internal readonly record struct LossOptions(double LabelSmoothing = 0, RegressionLoss Regression = RegressionLoss.Squared);
