namespace TransferKit.Imaging;

/// <summary>What became of one file: pixels, or the reason why there are none.</summary>
/// <param name="Path">The file.</param>
/// <param name="Image">The pixels, or null.</param>
/// <param name="Error">The reason, or null.</param>
public readonly record struct DecodedImage(string Path, RgbImage? Image, InvalidImageException? Error);
