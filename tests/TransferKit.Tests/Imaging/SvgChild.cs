using TransferKit.Imaging;
using TransferKit.Imaging.Vips;

namespace TransferKit.Tests.Imaging;

/// <summary>What this assembly does when it is started as a program: draw an SVG file, as only a child process may.</summary>
internal static class SvgChild
{
    private static void Main(string[] args)
    {
        SvgRasterizer.Start();
        var image = SvgRasterizer.Render(File.ReadAllBytes(args[0]), 40, 40);
        var png = ImageEncoder.ToPng(image, VipsMode.SvgOnly);
        File.WriteAllBytes(args[1], png);
        Try("a photo", () => ImageDecoder.Decode(png));
        Try("no drawing", () => SvgRasterizer.Render(png, 40, 40));
    }

    private static void Try(string name, Action action)
    {
        try
        {
            action();
            Console.WriteLine($"{name}: read");
        }
        catch (Exception error) when (error is InvalidOperationException or InvalidImageException)
        {
            Console.WriteLine($"{name}: {error.GetType().Name}");
        }
    }
}
