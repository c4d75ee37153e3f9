using TransferKit.Backbones;
using TransferKit.Imaging;

namespace TransferKit.Artifacts;

/// <summary>How a picture becomes the input; a model that is trained further is read by the same entry.</summary>
/// <param name="Name">The input's name, always <c>image</c>.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Layout">The order of the axes, always <see cref="TensorLayout.Nchw"/>.</param>
/// <param name="Scale">What red, green and blue from 0 to 255 are multiplied by before they go in: always 1.</param>
/// <param name="Offset">What is then added: always 0.</param>
/// <param name="Resize">How a picture of another shape is fitted.</param>
/// <param name="Filter">
/// The resampling filter: <c>triangle</c>, as wide as the step between two results when shrinking (PIL's BILINEAR).
/// </param>
/// <param name="Colour">The order of the channels, always <c>rgb</c>.</param>
/// <param name="Orientation">Whose orientation counts, always <c>exif</c>: the camera's tag is applied.</param>
public sealed record ArtifactInput(
    string Name,
    int Width,
    int Height,
    TensorLayout Layout,
    IReadOnlyList<float> Scale,
    IReadOnlyList<float> Offset,
    ResizeMode Resize,
    string Filter,
    string Colour,
    string Orientation)
{
    /// <summary>The input of a file whose backbone takes pictures so; its normalisation is inside the file.</summary>
    internal static ArtifactInput Of(InputSpec backbone) => new(
        InputGraph.Name, backbone.Width, backbone.Height, TensorLayout.Nchw, [1, 1, 1], [0, 0, 0], backbone.Resize, "triangle", "rgb", "exif");
}
