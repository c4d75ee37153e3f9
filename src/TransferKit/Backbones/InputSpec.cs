using TransferKit.Imaging;

namespace TransferKit.Backbones;

/// <summary>How pictures enter a model. A model's value is <c>pixel * Scale + Offset</c>, where a pixel is 0 to 255, RGB.</summary>
/// <param name="Name">The model's input.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Layout">The order of the axes.</param>
/// <param name="Scale">Three factors: red, green, blue.</param>
/// <param name="Offset">Three summands: red, green, blue.</param>
/// <param name="Resize">How a picture comes to that size.</param>
public sealed record InputSpec(
    string Name, int Width, int Height, TensorLayout Layout, float[] Scale, float[] Offset, ResizeMode Resize = ResizeMode.Stretch)
{
    private const float White = 255;

    /// <summary>The scale and offset that take 0 to 255 to a range, the same for all channels.</summary>
    public static (float[] Scale, float[] Offset) Affine(InputRange range)
    {
        var scale = (range.High - range.Low) / White;
        return ([scale, scale, scale], [range.Low, range.Low, range.Low]);
    }

    /// <summary>The scale and offset that take 0 to 255 first to 0 to 1, then subtract a mean and divide by a deviation.</summary>
    /// <param name="mean">Three means: red, green, blue.</param>
    /// <param name="deviation">Three deviations: red, green, blue.</param>
    public static (float[] Scale, float[] Offset) Standardising(IReadOnlyList<float> mean, IReadOnlyList<float> deviation) =>
        ([.. deviation.Select(d => 1 / (White * d))], [.. mean.Zip(deviation, (m, d) => -m / d)]);
}
