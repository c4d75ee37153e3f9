namespace TransferKit.Imaging;

/// <summary>How a stored picture is to be turned and mirrored (the Orientation tag of EXIF 2.3).</summary>
/// <param name="Tag">1 (upright) to 8.</param>
internal readonly record struct Orientation(int Tag)
{
    /// <summary>Whether width and height change places.</summary>
    internal bool SwapsSides => Tag is >= 5 and <= 8;

    private bool MirrorsColumns => Tag is 2 or 3 or 7 or 8;

    private bool MirrorsRows => Tag is 3 or 4 or 6 or 7;

    /// <summary>Turns a picture upright.</summary>
    internal RgbImage Apply(RgbImage stored)
    {
        if (Tag is <= 1 or > 8)
        {
            return stored;
        }

        var (width, height) = SwapsSides ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
        var pixels = GC.AllocateUninitializedArray<byte>(stored.Pixels.Length);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (column, row) = SwapsSides ? (y, x) : (x, y);
                column = MirrorsColumns ? stored.Width - 1 - column : column;
                row = MirrorsRows ? stored.Height - 1 - row : row;
                stored.Pixels.AsSpan(((row * stored.Width) + column) * RgbImage.Channels, RgbImage.Channels)
                    .CopyTo(pixels.AsSpan(((y * width) + x) * RgbImage.Channels));
            }
        }

        return new RgbImage(width, height, pixels);
    }
}
