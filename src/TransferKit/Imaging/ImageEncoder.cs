using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

/// <summary>Writes pixels as a file.</summary>
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

    /// <summary>The JPEG file's bytes, without metadata.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="quality">1 to 100.</param>
    internal static byte[] ToJpeg(RgbImage image, int quality) => VipsLibrary.Run(VipsMode.Photos, () =>
    {
        fixed (byte* pixels = image.Pixels)
        {
            using var source = VipsImage.FromPixels(pixels, image.Width, image.Height);
            return source.Then("jpegsave_buffer").Set("Q", quality).BuildFile();
        }
    });
}
