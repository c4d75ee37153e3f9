namespace TransferKit.Artifacts;

/// <summary>When a model was made and how long that took: the part of a file that is outside its digest.</summary>
/// <param name="Created">When it was saved.</param>
/// <param name="Seconds">Durations in seconds, by phase.</param>
public sealed record ArtifactTimes(DateTimeOffset Created, IReadOnlyDictionary<string, double> Seconds);
