namespace TransferKit.Imaging.Vips;

/// <summary>
/// Makes an image's pixels on the thread that asks, one strip after another. libvips' own way hands every strip to a thread of its
/// pool and waits for it, which for a small photo takes as long as decoding it.
/// </summary>
internal static unsafe class VipsPixels
{
    // A whole number of JPEG blocks; few enough rows to stay in the processor's cache.
    private const int StripRows = 32;

    internal static void CopyTo(VipsImage image, Span<byte> pixels)
    {
        var region = VipsNative.vips_region_new(image);
        if (region == 0)
        {
            throw VipsException.FromBuffer();
        }

        try
        {
            int width = image.Width, height = image.Height, at = 0;
            for (var top = 0; top < height; top += StripRows)
            {
                at += CopyStrip(region, top, width, Math.Min(StripRows, height - top), pixels[at..]);
            }
        }
        finally
        {
            VipsNative.g_object_unref(region);
        }
    }

    private static int CopyStrip(nint region, int top, int width, int rows, Span<byte> pixels)
    {
        var strip = VipsNative.vips_region_fetch(region, 0, top, width, rows, out var size);
        if (strip is null)
        {
            throw VipsException.FromBuffer();
        }

        try
        {
            var bytes = new ReadOnlySpan<byte>(strip, checked((int)size));
            bytes.CopyTo(pixels);
            return bytes.Length;
        }
        finally
        {
            VipsNative.g_free(strip);
        }
    }
}
