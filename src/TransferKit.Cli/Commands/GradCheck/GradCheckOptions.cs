using TransferKit.Graphs.Gradients.Verification;

namespace TransferKit.Cli.Commands.GradCheck;

/// <summary>What <c>gradcheck</c> was asked for.</summary>
/// <param name="Model">A backbone's name, or an ONNX file.</param>
/// <param name="From">The first stage that would be trained.</param>
/// <param name="Verification">What is allowed and how much is checked.</param>
internal sealed record GradCheckOptions(string Model, string From, GradientVerificationOptions Verification);
