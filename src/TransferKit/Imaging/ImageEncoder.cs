using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

/// <summary>Writes pixels as a PNG file.</summary>
internal static unsafe class ImageEncoder
{
    /// <summary>The PNG file's bytes; equal pixels give equal bytes.</summary>
    internal static byte[] ToPng(RgbImage image, VipsMode mode = VipsMode.Photos) => VipsLibrary.Run(mode, () =>
    {
        fixed (byte* pixels = image.Pixels)
        {
            using var source = VipsImage.FromPixels(pixels, image.Width, image.Height);
            return source.Then("pngsave_buffer").BuildFile();
        }
    });
}
