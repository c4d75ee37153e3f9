using TransferKit.Graphs.Gradients.Verification;

namespace TransferKit.Cli.Commands.GradCheck;

/// <summary>What was found.</summary>
/// <param name="Model">A backbone's name, or an ONNX file.</param>
/// <param name="Verified">The errors.</param>
internal sealed record GradCheckReport(string Model, VerifiedGradients Verified);
