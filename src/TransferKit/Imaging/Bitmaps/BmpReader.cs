using System.Buffers.Binary;

namespace TransferKit.Imaging.Bitmaps;

/// <summary>Reads uncompressed Windows bitmaps, which libvips as packaged does not.</summary>
internal static class BmpReader
{
    private const int White = 255;
    private const int PaletteEntryBytes = 4;

    internal static RgbImage Read(ReadOnlySpan<byte> file, string? path, ImageLimits limits)
    {
        var header = BmpHeader.Parse(file, path);
        limits.CheckPixels(header.Width, header.Height, path);
        var needed = header.PixelsAt + (header.RowBytes * header.Height);
        if (needed > file.Length || header.PixelsAt < header.PaletteAt)
        {
            throw BmpHeader.Damaged(
                path, $"it has {file.Length} bytes and its header asks for {needed}, pixels from byte {header.PixelsAt}");
        }

        var palette = header.BitsPerPixel == 8 ? Palette(file, header, path) : default;
        var pixels = GC.AllocateUninitializedArray<byte>(header.Width * header.Height * RgbImage.Channels);
        var outputBytes = header.Width * RgbImage.Channels;
        for (var y = 0; y < header.Height; y++)
        {
            var stored = header.TopDown ? y : header.Height - 1 - y;
            var row = file.Slice((int)(header.PixelsAt + (stored * header.RowBytes)), (int)header.RowBytes);
            var output = pixels.AsSpan(y * outputBytes, outputBytes);
            switch (header.BitsPerPixel)
            {
                case 8:
                    ReadIndices(row, palette, output, path);
                    break;
                case 24:
                    ReadBlueGreenRed(row, output);
                    break;
                default:
                    ReadMasked(row, header.Channels, output);
                    break;
            }
        }

        return new RgbImage(header.Width, header.Height, pixels);
    }

    private static ReadOnlySpan<byte> Palette(ReadOnlySpan<byte> file, BmpHeader header, string? path)
    {
        var bytes = header.PaletteEntries * PaletteEntryBytes;
        return header.PaletteAt + (long)bytes <= header.PixelsAt
            ? file.Slice(header.PaletteAt, bytes)
            : throw BmpHeader.Damaged(path, $"its palette of {header.PaletteEntries} colours reaches into the pixels");
    }

    private static void ReadIndices(ReadOnlySpan<byte> row, ReadOnlySpan<byte> palette, Span<byte> output, string? path)
    {
        for (var x = 0; x < output.Length / RgbImage.Channels; x++)
        {
            var at = row[x] * PaletteEntryBytes;
            if (at >= palette.Length)
            {
                throw BmpHeader.Damaged(path, $"a pixel has colour {row[x]} of a palette of {palette.Length / PaletteEntryBytes}");
            }

            ReadBlueGreenRed(palette[at..], output.Slice(x * RgbImage.Channels, RgbImage.Channels));
        }
    }

    private static void ReadBlueGreenRed(ReadOnlySpan<byte> row, Span<byte> output)
    {
        for (var i = 0; i < output.Length; i += RgbImage.Channels)
        {
            (output[i], output[i + 1], output[i + 2]) = (row[i + 2], row[i + 1], row[i]);
        }
    }

    private static void ReadMasked(ReadOnlySpan<byte> row, BmpChannel[] channels, Span<byte> output)
    {
        var alpha = channels[RgbImage.Channels];
        for (var x = 0; x < output.Length / RgbImage.Channels; x++)
        {
            var pixel = BinaryPrimitives.ReadUInt32LittleEndian(row[(x * sizeof(uint))..]);
            var opacity = alpha.Largest == 0 ? White : alpha.Of(pixel);
            for (var channel = 0; channel < RgbImage.Channels; channel++)
            {
                var value = (channels[channel].Of(pixel) * opacity) + (White * (White - opacity));
                output[(x * RgbImage.Channels) + channel] = (byte)((value + (White / 2)) / White);
            }
        }
    }
}
