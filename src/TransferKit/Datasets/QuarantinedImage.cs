namespace TransferKit.Datasets;

/// <summary>An image that belongs to the data and cannot be used.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Reason">Why: missing, empty, truncated, too large, not an image.</param>
public sealed record QuarantinedImage(string Path, string Reason);
