namespace TransferKit.Imaging;

/// <summary>The file formats that are read. The content decides, never the file's name.</summary>
public enum ImageFormat
{
    /// <summary>JPEG (ITU-T T.81), baseline and progressive.</summary>
    Jpeg,

    /// <summary>PNG, 1 to 16 bits a channel.</summary>
    Png,

    /// <summary>WebP, lossy and lossless.</summary>
    WebP,

    /// <summary>GIF: the first frame.</summary>
    Gif,

    /// <summary>TIFF: the first page, 8 or 16 bits a channel.</summary>
    Tiff,

    /// <summary>Windows bitmap: 8-bit palette, 24 and 32 bits, uncompressed.</summary>
    Bmp,
}
