using TransferKit.Imaging.Colours;
using TransferKit.Imaging.Resizing;
using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

/// <summary>
/// Draws SVG documents. SVG is code more than data, so it never runs where photos are read: only in a child process whose libvips
/// loads SVG from memory and nothing else.
/// </summary>
internal static unsafe class SvgRasterizer
{
    private const byte White = 255;

    /// <summary>Starts libvips for SVG alone; call it first in the child process.</summary>
    /// <exception cref="InvalidOperationException">libvips reads photos in this process already.</exception>
    internal static void Start() => VipsLibrary.Start(VipsMode.SvgOnly);

    /// <summary>Draws a document as large as fits, centred on white.</summary>
    /// <param name="svg">The document, UTF-8.</param>
    /// <param name="width">Width of the picture, 1 to 16384 pixels.</param>
    /// <param name="height">Height of the picture, 1 to 16384 pixels.</param>
    /// <exception cref="InvalidImageException">It cannot be drawn.</exception>
    internal static RgbImage Render(ReadOnlyMemory<byte> svg, int width, int height)
    {
        var target = new TargetSize(width, height, ResizeMode.Fit);
        using var pinned = svg.Pin();
        var bytes = (byte*)pinned.Pointer;
        try
        {
            return VipsLibrary.Run(VipsMode.SvgOnly, () => Draw(bytes, svg.Length, target));
        }
        catch (VipsException error)
        {
            throw InvalidImageException.Of(null, $"is an SVG document that cannot be drawn: {error.Message}", error);
        }
    }

    private static RgbImage Draw(byte* svg, int length, TargetSize target)
    {
        using var natural = Load(svg, length, 1);
        var (width, height) = target.Scaled(natural.Width, natural.Height);
        var scale = Math.Max((double)width / natural.Width, (double)height / natural.Height);
        using var drawn = new SrgbSource(PixelSteps.Flatten(Load(svg, length, scale)));
        var pixels = new byte[drawn.Bytes];
        drawn.CopyTo(pixels);
        return target.Place(new RgbImage(drawn.Width, drawn.Height, pixels).Resize(width, height, ResizeMode.Stretch), White);
    }

    private static VipsImage Load(byte* svg, int length, double scale) =>
        new VipsOperation("svgload_buffer").Set("buffer", svg, length).Set("scale", scale).Build();
}
