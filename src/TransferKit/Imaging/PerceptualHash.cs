using System.Numerics;

namespace TransferKit.Imaging;

/// <summary>
/// A 64-bit difference hash (dHash; N. Krawetz, "Kind of Like That", 2013): pictures that look alike differ in few bits.
/// </summary>
/// <remarks>
/// The picture is stretched to 9 x 8 grey points; a bit tells whether a point is darker than its right neighbour. Recompression and
/// resizing change up to some four bits, unrelated photos differ in about 32. Pictures without any gradient all have hash 0.
/// </remarks>
public static class PerceptualHash
{
    private const int Columns = 9;
    private const int Rows = 8;

    /// <summary>The hash of a file's bytes; most formats are not decoded at full size for it.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">How large the image may be; <see cref="ImageLimits.Default"/> where null.</param>
    /// <exception cref="InvalidImageException">It cannot be read.</exception>
    public static ulong Of(ReadOnlyMemory<byte> file, ImageLimits? limits = null) =>
        OfSmall(ImageDecoder.Decode(file, Columns, Rows, ResizeMode.Stretch, limits));

    /// <summary>The hash of decoded pixels.</summary>
    public static ulong Of(RgbImage image) => OfSmall(image.Resize(Columns, Rows, ResizeMode.Stretch));

    /// <summary>In how many of the 64 bits two hashes differ.</summary>
    public static int HammingDistance(ulong first, ulong second) => BitOperations.PopCount(first ^ second);

    private static ulong OfSmall(RgbImage image)
    {
        var hash = 0UL;
        for (var y = 0; y < Rows; y++)
        {
            for (var x = 0; x < Columns - 1; x++)
            {
                hash = (hash << 1) | (Grey(image, x, y) < Grey(image, x + 1, y) ? 1UL : 0UL);
            }
        }

        return hash;
    }

    /// <summary>Luma by ITU-R BT.601, in thousandths.</summary>
    private static int Grey(RgbImage image, int x, int y)
    {
        var pixel = image.Pixels.AsSpan(((y * Columns) + x) * RgbImage.Channels, RgbImage.Channels);
        return (299 * pixel[0]) + (587 * pixel[1]) + (114 * pixel[2]);
    }
}
