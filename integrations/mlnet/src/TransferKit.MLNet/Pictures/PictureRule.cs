using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.MLNet.Pictures;

/// <summary>
/// How a picture becomes the input of a model. As text it stands in a column: a mapping that ML.NET loads from a file keeps nothing of its
/// own, so what it has to know comes with the row.
/// </summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Resize">How a picture of another shape is fitted.</param>
/// <param name="BadImages">What happens to an image that cannot be read.</param>
internal sealed record PictureRule(int Width, int Height, ResizeMode Resize, BadImages BadImages)
{
    /// <summary>The values of a picture: red, green and blue.</summary>
    public int Values => RgbImage.Channels * Width * Height;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="InvalidOptionsException">The text is something else.</exception>
    public static PictureRule Parse(string text) => text.Split(' ') is [var width, var height, var resize, var badImages]
        && int.TryParse(width, CultureInfo.InvariantCulture, out var columns) && int.TryParse(height, CultureInfo.InvariantCulture, out var rows)
        && Enum.TryParse<ResizeMode>(resize, out var mode) && Enum.TryParse<BadImages>(badImages, out var bad)
            ? new(columns, rows, mode, bad)
            : throw new InvalidOptionsException($"The column '{Columns.Rule}' holds '{text}', which says nothing of how pictures are read: TransferKit fills it, so give yours another name.");

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Width} {Height} {Resize} {BadImages}");
}
