using TransferKit.Imaging.Resizing;

namespace TransferKit.Imaging.Vips;

/// <summary>A file in pinned memory and the libvips loader of its format.</summary>
/// <param name="format">What the file's content is.</param>
/// <param name="bytes">The file, pinned while any image opened here lives.</param>
/// <param name="length">Its length.</param>
internal sealed unsafe class VipsLoader(ImageFormat format, byte* bytes, int length)
{
    // VipsAccess and VipsFailOn. Below "error", a TIFF that ends early gives blank areas and no error.
    private const int Sequential = 1;
    private const int FailOnError = 2;

    private static readonly int[] Fractions = [8, 4, 2];

    /// <summary>Reads the header; pixels follow when they are asked for.</summary>
    internal VipsImage Open() => Start().Build();

    /// <summary>Opens at a fraction where the format has any (JPEG, WebP), and tells the reduction that is left to do.</summary>
    internal (VipsImage Loaded, Reduction Remaining) Open(VipsImage whole, Reduction reduction)
    {
        var fraction = Fractions.FirstOrDefault(fraction => Math.Min(reduction.Columns, reduction.Rows) >= fraction, 1);
        var remaining = new Reduction(reduction.Columns / fraction, reduction.Rows / fraction);
        return (fraction, format) switch
        {
            (> 1, ImageFormat.Jpeg) => (Start().Set("shrink", fraction).Build(), remaining),
            (> 1, ImageFormat.WebP) => (Start().Set("scale", 1.0 / fraction).Build(), remaining),
            _ => (whole.Share(), reduction),
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
