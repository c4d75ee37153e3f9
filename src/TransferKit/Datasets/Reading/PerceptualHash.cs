using System.Numerics;

namespace TransferKit.Datasets.Reading;

/// <summary>
/// The 64-bit difference hash (Krawetz 2013): the picture as 9 x 8 grey levels, one bit for every two neighbours of a row that says
/// whether the right one is brighter. Size, compression and light move few of its bits.
/// </summary>
internal static class PerceptualHash
{
    /// <summary>The width a picture is shrunk to.</summary>
    public const int Width = 9;

    /// <summary>The height a picture is shrunk to.</summary>
    public const int Height = 8;

    // Blank and nearly blank pictures share a hash whatever they show, so it tells nothing about them.
    private const int LeastStructure = 8;

    /// <summary>The hash of 9 x 8 interleaved RGB pixels.</summary>
    public static ulong Of(ReadOnlySpan<byte> rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, Width * Height * 3);
        var hash = 0UL;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 1; x < Width; x++)
            {
                var right = (y * Width + x) * 3;
                hash = (hash << 1) | (Luma(rgb, right) > Luma(rgb, right - 3) ? 1UL : 0UL);
            }
        }

        return hash;
    }

    /// <summary>In how many bits two hashes differ, 0 to 64.</summary>
    public static int Distance(ulong left, ulong right) => BitOperations.PopCount(left ^ right);

    /// <summary>Whether a hash holds enough structure to be compared.</summary>
    public static bool IsComparable(ulong hash) => BitOperations.PopCount(hash) is >= LeastStructure and <= 64 - LeastStructure;

    // ITU-R BT.601 weights in thousandths.
    private static int Luma(ReadOnlySpan<byte> rgb, int at) => 299 * rgb[at] + 587 * rgb[at + 1] + 114 * rgb[at + 2];
}
