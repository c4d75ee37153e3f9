namespace TransferKit.Runs;

/// <summary>A float32 array with a name and a shape, as checkpoints hold it.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its values, row-major.</param>
internal sealed record NamedTensor(string Name, IReadOnlyList<long> Shape, ReadOnlyMemory<float> Values);
