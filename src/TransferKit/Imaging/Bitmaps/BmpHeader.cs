using System.Buffers.Binary;

namespace TransferKit.Imaging.Bitmaps;

/// <summary>
/// What a Windows bitmap says of its pixels (BITMAPINFOHEADER and its later forms in Microsoft's "Bitmap Storage").
/// </summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="TopDown">Whether the file's first row is the top one; usually it is the bottom one.</param>
/// <param name="BitsPerPixel">8 (palette), 24 or 32.</param>
/// <param name="PixelsAt">Where in the file the pixels start.</param>
/// <param name="PaletteAt">Where in the file the palette starts.</param>
/// <param name="PaletteEntries">Colours in the palette.</param>
/// <param name="Channels">Red, green, blue and alpha of a 32-bit pixel; without alpha bits it is opaque.</param>
internal sealed record BmpHeader(
    int Width, int Height, bool TopDown, int BitsPerPixel, long PixelsAt, int PaletteAt, int PaletteEntries, BmpChannel[] Channels)
{
    private const int FileHeaderBytes = 14;
    private const int InfoHeaderBytes = 40;
    private const int HeaderBytesWithColourMasks = 52;
    private const int HeaderBytesWithAlphaMask = 56;
    private const uint Uncompressed = 0;
    private const uint BitFields = 3;
    private const uint AlphaBitFields = 6;

    /// <summary>Bytes of a row: padded to a multiple of four.</summary>
    internal long RowBytes => (((long)Width * BitsPerPixel) + 31) / 32 * 4;

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="InvalidImageException">It is damaged, or of a kind that is not read.</exception>
    internal static BmpHeader Parse(ReadOnlySpan<byte> file, string? path)
    {
        if (file.Length < FileHeaderBytes + InfoHeaderBytes)
        {
            throw Damaged(path, $"it ends after {file.Length} bytes, inside the header");
        }

        var info = file[FileHeaderBytes..];
        var infoBytes = BinaryPrimitives.ReadInt32LittleEndian(info);
        var width = BinaryPrimitives.ReadInt32LittleEndian(info[4..]);
        var height = BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(info[14..]);
        var compression = BinaryPrimitives.ReadUInt32LittleEndian(info[16..]);
        var hasMasks = bits == 32 && compression is BitFields or AlphaBitFields;
        if (infoBytes < InfoHeaderBytes || !(hasMasks || (compression == Uncompressed && bits is 8 or 24 or 32)))
        {
            throw InvalidImageException.Of(
                path, $"is a BMP with a header of {infoBytes} bytes, {bits} bits a pixel and compression {compression}; "
                + "read are headers of 40 bytes and more with 8, 24 or 32 bits, uncompressed; save it as PNG");
        }

        if (width < 1 || height is 0 or int.MinValue)
        {
            throw Damaged(path, $"its header states {width} x {height} pixels");
        }

        var maskBytes = infoBytes > InfoHeaderBytes || !hasMasks ? 0 : compression == AlphaBitFields ? 16 : 12;
        var used = BinaryPrimitives.ReadUInt32LittleEndian(info[32..]);
        return new BmpHeader(
            width, Math.Abs(height), height < 0, bits, BinaryPrimitives.ReadUInt32LittleEndian(file[10..]),
            FileHeaderBytes + infoBytes + maskBytes, used is 0 or > 256 ? 256 : (int)used,
            hasMasks ? ReadMasks(info, Math.Max(infoBytes, InfoHeaderBytes + maskBytes), path) : BmpChannel.Usual);
    }

    internal static InvalidImageException Damaged(string? path, string why) =>
        InvalidImageException.Of(path, $"is a damaged or truncated Bmp: {why}");

    private static BmpChannel[] ReadMasks(ReadOnlySpan<byte> info, int headerBytes, string? path)
    {
        var count = headerBytes >= HeaderBytesWithAlphaMask ? 4 : 3;
        if (headerBytes < HeaderBytesWithColourMasks || info.Length < InfoHeaderBytes + (count * sizeof(uint)))
        {
            throw Damaged(path, "its colour masks are missing");
        }

        var channels = new BmpChannel[4];
        for (var i = 0; i < count; i++)
        {
            var mask = BinaryPrimitives.ReadUInt32LittleEndian(info[(InfoHeaderBytes + (i * sizeof(uint)))..]);
            channels[i] = BmpChannel.FromMask(mask, path);
        }

        return channels;
    }
}
