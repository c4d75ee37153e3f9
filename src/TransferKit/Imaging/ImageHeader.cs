namespace TransferKit.Imaging;

/// <summary>What an image file says of itself before any pixel is decoded.</summary>
/// <param name="Format">The format its content has.</param>
/// <param name="Width">Width in pixels, after the orientation tag is applied.</param>
/// <param name="Height">Height in pixels, after the orientation tag is applied.</param>
/// <param name="Frames">Frames of an animation or pages of a TIFF, 1 for a single picture. Only the first is ever decoded.</param>
public readonly record struct ImageHeader(ImageFormat Format, int Width, int Height, int Frames)
{
    /// <summary>Whether the file is an animation.</summary>
    public bool IsAnimated => Frames > 1 && Format != ImageFormat.Tiff;
}
