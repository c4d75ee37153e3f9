using System.Buffers.Binary;
using Microsoft.ML.Data;

namespace TransferKit.MLNet.Imaging;

/// <summary>Writes an MLImage as a bitmap file of 24 bits a pixel.</summary>
internal static class Bitmap
{
    private const int Header = 54;
    private const int Channels = 3;

    /// <summary>Encodes an image. Its colours are taken as multiplied by their opacity, as decoders give them, and transparent parts are laid on white.</summary>
    /// <exception cref="NotSupportedException">Its pixels are in no known order.</exception>
    public static byte[] Encode(MLImage image)
    {
        var (red, blue) = image.PixelFormat switch
        {
            MLPixelFormat.Rgba32 => (0, 2),
            MLPixelFormat.Bgra32 => (2, 0),
            var format => throw new NotSupportedException($"An image has the pixel format {format}; known: {MLPixelFormat.Rgba32}, {MLPixelFormat.Bgra32}."),
        };
        var (width, height) = (image.Width, image.Height);
        var pixels = image.Pixels;
        var stride = ((Channels * width) + 3) / 4 * 4;
        var file = new byte[Header + (stride * height)];
        "BM"u8.CopyTo(file);
        WriteHeader(file, width, height);
        for (var row = 0; row < height; row++)
        {
            // Bitmaps begin with the lowest row.
            var line = file.AsSpan(Header + ((height - 1 - row) * stride), stride);
            for (var column = 0; column < width; column++)
            {
                var pixel = pixels.Slice(4 * ((row * width) + column), 4);
                line[Channels * column] = OnWhite(pixel[blue], pixel[3]);
                line[(Channels * column) + 1] = OnWhite(pixel[1], pixel[3]);
                line[(Channels * column) + 2] = OnWhite(pixel[red], pixel[3]);
            }
        }

        return file;
    }

    private static void WriteHeader(byte[] file, int width, int height)
    {
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), Header);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 8 * Channels);
    }

    private static byte OnWhite(byte colour, byte opacity) => (byte)Math.Min(byte.MaxValue, colour + byte.MaxValue - opacity);
}
