using TransferKit.Imaging;

namespace TransferKit.Reports;

/// <summary>Small copies of pictures, for pages that stand alone.</summary>
internal static class SmallCopy
{
    private const int Quality = 78;

    /// <summary>A JPEG file no longer than a side; smaller pictures keep their size.</summary>
    public static byte[] Jpeg(string path, int side)
    {
        var header = ImageDecoder.ReadHeader(path);
        var scale = Math.Min(1, side / (double)Math.Max(header.Width, header.Height));
        int Scaled(int length) => Math.Max(1, (int)Math.Round(length * scale));
        return ImageEncoder.ToJpeg(ImageDecoder.Decode(path, Scaled(header.Width), Scaled(header.Height), ResizeMode.Stretch), Quality);
    }

    /// <summary>The file as the source of an <c>img</c>.</summary>
    public static string Source(byte[] jpeg) => "data:image/jpeg;base64," + Convert.ToBase64String(jpeg);
}
