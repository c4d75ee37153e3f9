using TransferKit.Artifacts;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>What came of one image.</summary>
/// <param name="Image">The file, as it was given.</param>
/// <param name="Prediction">What the model says, or null.</param>
/// <param name="Error">Why it says nothing, or null.</param>
internal sealed record PredictionLine(string Image, Prediction? Prediction, string? Error);
