using System.Buffers.Binary;
using TransferKit.Imaging;
using TransferKit.Imaging.Vips;

namespace TransferKit.Tests.Imaging;

/// <summary>Makes the pictures and files that the tests read.</summary>
internal static unsafe class Pictures
{
    public static readonly byte[] AnimatedGif = Convert.FromBase64String(
        "R0lGODlhBAACAIEAAP8AAAAAAAAAAAAAACH5BAAKAAAALAAAAAAEAAIAAAgHAAEIHCgwIAAh+QQACgAAACwAAAAABAACAIEAAP8AAAAAAAAAAAAIBwABCBwoMCAAOw==");

    public static readonly byte[] AnimatedWebP = Convert.FromBase64String(
        "UklGRoQAAABXRUJQVlA4WAoAAAACAAAAAwAAAQAAQU5JTQYAAAAAAAAAAABBTk1GKAAAAAAAAAAAAAMAAAEAAGQAAAJWUDhMDwAAAC8DQAAABxD9j/4HIqL/AQBB"
        + "Tk1GKAAAAAAAAAAAAAMAAAEAAGQAAABWUDhMDwAAAC8DQAAABxDR//4HIqL/AQA=");

    public static readonly byte[] FloatTiff = Convert.FromBase64String(
        "SUkqAAgAAAAKAAABBAABAAAAAgAAAAEBBAABAAAAAgAAAAIBAwABAAAAIAAAAAMBAwABAAAAAQAAAAYBAwABAAAAAQAAABEBBAABAAAAhgAAABYBBAABAAAAAgAAABcB"
        + "BAABAAAAEAAAABwBAwABAAAAAQAAAFMBAwABAAAAAwAAAAAAAAAAAAA/AAAAPwAAAD8AAAA/");

    public static IEnumerable<ImageFormat> VipsFormats =>
        [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP, ImageFormat.Gif, ImageFormat.Tiff];

    /// <summary>Red grows to the right, green downwards, blue is the same everywhere.</summary>
    public static RgbImage Gradient(int width, int height, byte blue = 60)
    {
        var pixels = new byte[width * height * RgbImage.Channels];
        for (var i = 0; i < width * height; i++)
        {
            pixels[i * 3] = (byte)(255 * (i % width) / Math.Max(1, width - 1));
            pixels[(i * 3) + 1] = (byte)(255 * (i / width) / Math.Max(1, height - 1));
            pixels[(i * 3) + 2] = blue;
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>Every pixel the same.</summary>
    public static RgbImage Plain(int width, int height, byte red, byte green, byte blue)
    {
        var pixels = new byte[width * height * RgbImage.Channels];
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (red, green, blue);
        }

        return new RgbImage(width, height, pixels);
    }

    public static byte[] Encode(this RgbImage image, ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => image.Save("jpegsave_buffer", settings: save => save.Set("Q", 95)),
        ImageFormat.Png => image.Save("pngsave_buffer"),
        ImageFormat.WebP => image.Save("webpsave_buffer", settings: save => save.Set("Q", 95)),
        ImageFormat.Gif => image.Save("gifsave_buffer"),
        ImageFormat.Tiff => image.Save("tiffsave_buffer"),
        ImageFormat.Bmp => image.ToBmp24(),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>Saves through libvips, after changing the picture by any of its operations.</summary>
    public static byte[] Save(
        this RgbImage image, string saver, Func<VipsImage, VipsImage>? change = null, Func<VipsOperation, VipsOperation>? settings = null) =>
        VipsLibrary.Run(VipsMode.Photos, () =>
        {
            fixed (byte* pixels = image.Pixels)
            {
                using var source = VipsImage.FromPixels(pixels, image.Width, image.Height);
                using var changed = change is null ? source.Share() : change(source);
                var save = changed.Then(saver);
                return (settings is null ? save : settings(save)).BuildFile();
            }
        });

    /// <summary>Puts an EXIF block with an orientation behind a JPEG's first marker.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0,
            1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>A PNG whose header promises a size and whose pixels are missing.</summary>
    public static byte[] PngHeader(int width, int height)
    {
        byte[] header = [.. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), height);
        byte[] data = [.. "IDAT"u8, 0x78, 0x9C, 3, 0, 0, 0, 0, 1];
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk(header), .. Chunk(data), .. Chunk([.. "IEND"u8])];
    }

    private static byte[] Chunk(byte[] typeAndData)
    {
        var chunk = new byte[typeAndData.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, typeAndData.Length - 4);
        typeAndData.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(typeAndData.Length + 4), Crc(typeAndData));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }

    private static byte[] ToBmp24(this RgbImage image)
    {
        var rowBytes = ((image.Width * 3) + 3) / 4 * 4;
        var rows = new byte[rowBytes * image.Height];
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var from = image.Pixels.AsSpan(((y * image.Width) + x) * 3, 3);
                var to = rows.AsSpan(((image.Height - 1 - y) * rowBytes) + (x * 3), 3);
                (to[0], to[1], to[2]) = (from[2], from[1], from[0]);
            }
        }

        return Bitmap(40, image.Width, image.Height, 24, 0, [], rows);
    }

    /// <summary>
    /// A BMP file; <paramref name="afterHeader"/> stands at byte 40 of the header and behind it: masks, palette.
    /// </summary>
    public static byte[] Bitmap(
        int headerBytes, int width, int height, short bits, int compression, byte[] afterHeader, byte[] rows, int paletteColours = 0)
    {
        var file = new byte[54];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), 54 + afterHeader.Length + rows.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54 + afterHeader.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), headerBytes);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), bits);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(30), compression);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(46), paletteColours);
        return [.. file, .. afterHeader, .. rows];
    }
}
