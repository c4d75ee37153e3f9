using System.Numerics;

namespace TransferKit.Imaging.Bitmaps;

/// <summary>The bits of one channel in a 32-bit pixel.</summary>
/// <param name="Shift">Bits to the right of them.</param>
/// <param name="Largest">Their largest value, 0 where the channel is absent.</param>
internal readonly record struct BmpChannel(int Shift, uint Largest)
{
    /// <summary>Blue, green, red and an unused byte, in the file's order.</summary>
    internal static BmpChannel[] Usual { get; } = [new(16, 255), new(8, 255), new(0, 255), default];

    internal static BmpChannel FromMask(uint mask, string? path)
    {
        if (mask == 0)
        {
            return default;
        }

        var shift = BitOperations.TrailingZeroCount(mask);
        var largest = mask >> shift;
        return (largest & (largest + 1)) == 0
            ? new BmpChannel(shift, largest)
            : throw BmpHeader.Damaged(path, $"the colour mask {mask:X8} has gaps");
    }

    /// <summary>The channel's value in a pixel, 0 to 255.</summary>
    internal int Of(uint pixel) =>
        Largest == 0 ? 0 : (int)(((ulong)((pixel >> Shift) & Largest) * 255 + (Largest / 2)) / Largest);
}
