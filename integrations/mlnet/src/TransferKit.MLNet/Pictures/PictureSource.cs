using TransferKit.Imaging;

namespace TransferKit.MLNet.Pictures;

/// <summary>The image of a row: the path of its file, or the file's bytes.</summary>
internal readonly record struct PictureSource(string? Path, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Decodes and resizes.</summary>
    /// <exception cref="InvalidImageException">There is no image, or it cannot be read.</exception>
    public RgbImage Decode(PictureRule rule) => this switch
    {
        { Path.Length: > 0 } => ImageDecoder.Decode(Path, rule.Width, rule.Height, rule.Resize),
        { Bytes.Length: > 0 } => ImageDecoder.Decode(Bytes, rule.Width, rule.Height, rule.Resize),
        { Path: not null } => throw new InvalidImageException("A row has an empty path where its image should be."),
        _ => throw new InvalidImageException("A row has no bytes where its image should be."),
    };
}
