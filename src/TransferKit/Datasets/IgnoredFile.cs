namespace TransferKit.Datasets;

/// <summary>A file or folder under a data folder that is not taken for data.</summary>
/// <param name="Path">The file or folder, absolute.</param>
/// <param name="Reason">Why: hidden, no image extension, outside every class folder, a link back to a folder above it.</param>
public sealed record IgnoredFile(string Path, string Reason);
