namespace TransferKit.Graphs.Gradients.Verification;

/// <summary>How far the gradients of a derived training graph are from the truth.</summary>
/// <param name="From">The first stage that would be trained.</param>
/// <param name="Gradients">That of the activation at the cut, then those of the weights in the order of the graph.</param>
/// <param name="OutputError">
/// How far the trunk's end, as the training graph computes it in float64, is from that of the model itself in float32: norm of the difference
/// over the norm.
/// </param>
/// <param name="Options">What was allowed.</param>
public sealed record VerifiedGradients(
    string From, IReadOnlyList<VerifiedGradient> Gradients, double OutputError, GradientVerificationOptions Options)
{
    /// <summary>The gradient with the largest error in float64.</summary>
    public VerifiedGradient Largest => Gradients.MaxBy(gradient => gradient.Error)!;

    /// <summary>The gradient with the largest error in float32.</summary>
    public VerifiedGradient LargestInFloat32 => Gradients.MaxBy(gradient => gradient.ErrorFloat32)!;

    /// <summary>Whether every error is allowed. A tensor with kinks everywhere is not shown to be right, so it fails.</summary>
    public bool Passed => OutputError <= Options.ToleranceFloat32 && Gradients.All(gradient =>
        gradient is { Checked: > 0 } && gradient.Error <= Options.Tolerance && gradient.ErrorFloat32 <= Options.ToleranceFloat32);
}
