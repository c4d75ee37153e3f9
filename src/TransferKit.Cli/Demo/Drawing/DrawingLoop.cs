using System.Text;
using TransferKit.Imaging;
using TransferKit.Imaging.Vips;

namespace TransferKit.Cli.Demo.Drawing;

/// <summary>What a drawing process does: documents in, pictures out, until the pipe closes. Its libvips loads SVG and nothing else.</summary>
internal static class DrawingLoop
{
    /// <summary>Draws until <paramref name="input"/> ends.</summary>
    /// <param name="input">Documents.</param>
    /// <param name="output">A picture or a refusal for each, in order.</param>
    /// <param name="size">Width and height of a picture, pixels.</param>
    /// <param name="cancellation">Stops between documents.</param>
    public static async Task RunAsync(Stream input, Stream output, int size, CancellationToken cancellation)
    {
        SvgRasterizer.Start();
        await Frames.WriteAsync(output, new(FrameKind.Ready, default), cancellation);
        while (await Frames.ReadAsync(input, cancellation) is { } document)
        {
            await Frames.WriteAsync(output, Draw(document.Content, size), cancellation);
        }
    }

    private static Frame Draw(ReadOnlyMemory<byte> svg, int size)
    {
        try
        {
            return new(FrameKind.Picture, ImageEncoder.ToPng(SvgRasterizer.Render(svg, size, size), VipsMode.SvgOnly));
        }
        catch (InvalidImageException error)
        {
            return new(FrameKind.Refusal, Encoding.UTF8.GetBytes(error.Message));
        }
    }
}
