using TransferKit.Imaging;

namespace TransferKit.Artifacts;

/// <summary>How a picture becomes the input <c>image</c>: float32 [N, 3, height, width], RGB from 0 to 255.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Resize">How a picture of another shape is fitted.</param>
/// <param name="Filter">The resampling filter.</param>
/// <param name="Colour">The order of the channels, always <c>RGB</c>.</param>
/// <param name="Orientation">Whose orientation counts: always <c>exif</c>, the camera's tag is applied.</param>
public sealed record ArtifactImage(
    int Width, int Height, ResizeMode Resize, string Filter = "lanczos3", string Colour = "RGB", string Orientation = "exif");
