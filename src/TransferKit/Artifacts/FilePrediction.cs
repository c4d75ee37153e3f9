using TransferKit.Foundation;

namespace TransferKit.Artifacts;

/// <summary>What came of one file of a list: a prediction or an error, never both.</summary>
/// <param name="Path">The file, as it was given.</param>
/// <param name="Prediction">What the model says, or null.</param>
/// <param name="Error">Why it says nothing, or null.</param>
public sealed record FilePrediction(string Path, Prediction? Prediction, TransferKitException? Error);
