namespace TransferKit.MLNet.Scoring;

/// <summary>An output of the graph, as a column: a vector of float32.</summary>
/// <param name="Name">Its name, in the graph and as a column.</param>
/// <param name="Tensor">The tensor [1, width] that it shows.</param>
/// <param name="Width">Its values.</param>
/// <param name="Slots">What the values are called; empty for nothing.</param>
/// <param name="Missing">What every value is where the image could not be read.</param>
internal sealed record GraphOutput(string Name, string Tensor, int Width, IReadOnlyList<string> Slots, float Missing);
