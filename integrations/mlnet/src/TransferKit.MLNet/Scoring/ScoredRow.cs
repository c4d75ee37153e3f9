namespace TransferKit.MLNet.Scoring;

/// <summary>What came out for an image.</summary>
/// <param name="Outputs">The values of each output of the graph.</param>
/// <param name="Error">Why the image could not be read; empty where it could.</param>
internal sealed record ScoredRow(IReadOnlyList<float[]> Outputs, string Error);
