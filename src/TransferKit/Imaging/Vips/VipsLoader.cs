namespace TransferKit.Imaging.Vips;

/// <summary>A file in pinned memory and the libvips loader of its format.</summary>
/// <param name="format">What the file's content is.</param>
/// <param name="bytes">The file, pinned while any image opened here lives.</param>
/// <param name="length">Its length.</param>
internal sealed unsafe class VipsLoader(ImageFormat format, byte* bytes, int length)
{
    /// <summary>Loading at a fraction leaves at least this many pixels for every one wanted: below that, detail changes visibly.</summary>
    private const double LeastAfterShrink = 1.5;

    // VipsAccess and VipsFailOn. Below "error", a TIFF that ends early gives blank areas and no error.
    private const int Sequential = 1;
    private const int FailOnError = 2;

    private static readonly int[] Shrinks = [8, 4, 2];

    /// <summary>Reads the header; pixels follow when they are asked for.</summary>
    internal VipsImage Open() => Start().Build();

    /// <summary>Opens at the smallest fraction that still serves a target; only JPEG and WebP have fractions.</summary>
    internal VipsImage OpenFor(VipsImage whole, TargetSize stored)
    {
        var part = stored.Part(whole.Width, whole.Height);
        var scaled = stored.Scaled(part.Width, part.Height);
        var factor = Math.Min((double)part.Width / scaled.Width, (double)part.Height / scaled.Height);
        var shrink = Shrinks.FirstOrDefault(shrink => factor >= shrink * LeastAfterShrink, 1);
        return (shrink, format) switch
        {
            (> 1, ImageFormat.Jpeg) => Start().Set("shrink", shrink).Build(),
            (> 1, ImageFormat.WebP) => Start().Set("scale", 1.0 / shrink).Build(),
            _ => whole.Share(),
        };
    }

    private VipsOperation Start() => new VipsOperation(Name(format))
        .Set("buffer", bytes, length).Set("access", Sequential).Set("fail-on", FailOnError);

    private static string Name(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpegload_buffer",
        ImageFormat.Png => "pngload_buffer",
        ImageFormat.WebP => "webpload_buffer",
        ImageFormat.Gif => "gifload_buffer",
        ImageFormat.Tiff => "tiffload_buffer",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "libvips has no loader for it"),
    };
}
