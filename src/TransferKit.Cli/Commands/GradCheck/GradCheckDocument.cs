using TransferKit.Graphs.Gradients.Verification;

namespace TransferKit.Cli.Commands.GradCheck;

/// <summary>What <c>gradcheck --json</c> prints.</summary>
/// <param name="Model">The model.</param>
/// <param name="From">The first stage that would be trained.</param>
/// <param name="Tolerance">The error that is allowed in float64.</param>
/// <param name="ToleranceFloat32">The error that is allowed in float32.</param>
/// <param name="Samples">Entries of each tensor that are checked.</param>
/// <param name="Passed">Whether every error is allowed.</param>
/// <param name="OutputError">How far the training graph's forward half is from the model.</param>
/// <param name="Largest">The gradient with the largest error in float64.</param>
/// <param name="Gradients">All gradients: first that of the activation at the cut.</param>
internal sealed record GradCheckDocument(
    string Model,
    string From,
    double Tolerance,
    double ToleranceFloat32,
    int Samples,
    bool Passed,
    double OutputError,
    GradientDocument Largest,
    IReadOnlyList<GradientDocument> Gradients)
{
    /// <summary>The document of a check.</summary>
    public static GradCheckDocument Of(GradCheckReport report)
    {
        var verified = report.Verified;
        return new(
            report.Model,
            verified.From,
            verified.Options.Tolerance,
            verified.Options.ToleranceFloat32,
            verified.Options.Samples,
            verified.Passed,
            verified.OutputError,
            GradientDocument.Of(verified.Largest),
            [.. verified.Gradients.Select(GradientDocument.Of)]);
    }
}

/// <summary>One tensor's gradient.</summary>
/// <param name="Parameter">The weight, or the activation at the cut.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Error">Its error in float64 against central differences; null for one that is no number.</param>
/// <param name="ErrorFloat32">The error in float32 against float64.</param>
/// <param name="Checked">Entries and directions that were compared.</param>
/// <param name="Kinks">Entries and directions that sit on a kink and were not.</param>
internal sealed record GradientDocument(string Parameter, IReadOnlyList<long> Shape, double Error, double ErrorFloat32, int Checked, int Kinks)
{
    /// <summary>The document of a gradient.</summary>
    public static GradientDocument Of(VerifiedGradient gradient) =>
        new(gradient.Parameter, gradient.Shape, gradient.Error, gradient.ErrorFloat32, gradient.Checked, gradient.Kinks);
}
