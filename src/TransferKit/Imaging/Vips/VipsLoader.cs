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

    // A JPEG decodes to a half, a quarter or an eighth of its size in less time.
    private static readonly int[] JpegFractions = [8, 4, 2];

    /// <summary>Reads the header; pixels follow when they are asked for.</summary>
    internal VipsImage Open() => Start().Build();

    /// <summary>Opens reduced on opaque ground, as the rows stream by, and tells the reduction that came of it.</summary>
    internal (VipsImage Loaded, Reduction Reduction) Open(VipsImage whole, Reduction wanted)
    {
        var fraction = format != ImageFormat.Jpeg ? 1
            : JpegFractions.FirstOrDefault(fraction => Math.Min(wanted.Columns, wanted.Rows) >= fraction, 1);
        var loaded = PixelSteps.Flatten(fraction > 1 ? Start().Set("shrink", fraction).Build() : whole.Share());
        int columns = wanted.Columns / fraction, rows = wanted.Rows / fraction;
        return (PixelSteps.Shrink(loaded, columns, rows), new Reduction(columns * fraction, rows * fraction));
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
