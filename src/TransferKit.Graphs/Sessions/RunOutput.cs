namespace TransferKit.Graphs.Sessions;

/// <summary>One output of a run.</summary>
/// <param name="Values">The values, row-major.</param>
/// <param name="Shape">The shape.</param>
public readonly record struct RunOutput(float[] Values, IReadOnlyList<long> Shape);
