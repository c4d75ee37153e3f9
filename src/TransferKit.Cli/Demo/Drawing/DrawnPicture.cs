namespace TransferKit.Cli.Demo.Drawing;

/// <summary>What came of a document: a picture or the reason why there is none.</summary>
/// <param name="Png">The PNG file, or null.</param>
/// <param name="Error">The reason, or null.</param>
internal readonly record struct DrawnPicture(ReadOnlyMemory<byte>? Png, string? Error);
