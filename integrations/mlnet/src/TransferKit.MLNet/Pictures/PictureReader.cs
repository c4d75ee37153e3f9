using TransferKit.Imaging;

namespace TransferKit.MLNet.Pictures;

/// <summary>Reads pictures as the library's own predictor does: the same decoder, the same resizing.</summary>
internal static class PictureReader
{
    /// <summary>Reads a picture into planes of red, green and blue, 0 to 255.</summary>
    /// <param name="image">Where it is.</param>
    /// <param name="rule">How it is read.</param>
    /// <param name="pixels">Takes the values; all are NaN where the image cannot be read and that is allowed.</param>
    /// <returns>Why it cannot be read; null where it can.</returns>
    /// <exception cref="InvalidImageException">It cannot be read, and that is not allowed.</exception>
    public static string? Read(PictureSource image, PictureRule rule, Span<float> pixels)
    {
        try
        {
            image.Decode(rule).CopyToPlanar(pixels);
            return null;
        }
        catch (InvalidImageException error) when (rule.BadImages == BadImages.Missing)
        {
            pixels.Fill(float.NaN);
            return error.Message;
        }
    }
}
