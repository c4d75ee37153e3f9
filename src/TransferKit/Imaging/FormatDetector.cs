using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace TransferKit.Imaging;

/// <summary>Tells a file's format by its first bytes, and names what is found where that is none of ours.</summary>
internal static class FormatDetector
{
    private const int ShownCharacters = 24;
    private const int ShownBytes = 8;

    internal static ImageFormat Detect(ReadOnlySpan<byte> file, string? path)
    {
        if (file.IsEmpty)
        {
            throw InvalidImageException.Of(path, "is empty (0 bytes)");
        }

        return Known(file) ?? throw InvalidImageException.Of(
            path, $"is not an image of a kind that is read: its content is {Describe(file)}; "
            + "read are JPEG, PNG, WebP, GIF, TIFF and BMP");
    }

    private static ImageFormat? Known(ReadOnlySpan<byte> file) =>
        Has(file, 0, [0xFF, 0xD8, 0xFF]) ? ImageFormat.Jpeg
        : Has(file, 0, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? ImageFormat.Png
        : Has(file, 0, "RIFF"u8) && Has(file, 8, "WEBP"u8) ? ImageFormat.WebP
        : Has(file, 0, "GIF87a"u8) || Has(file, 0, "GIF89a"u8) ? ImageFormat.Gif
        : Has(file, 0, "II*\0"u8) || Has(file, 0, "MM\0*"u8) || Has(file, 0, "II+\0"u8) || Has(file, 0, "MM\0+"u8) ? ImageFormat.Tiff
        : IsBmp(file) ? ImageFormat.Bmp
        : null;

    /// <summary>Two letters alone would take a text for a bitmap, so the header's own size is looked at too.</summary>
    private static bool IsBmp(ReadOnlySpan<byte> file) =>
        Has(file, 0, "BM"u8) && file.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) is >= 12 and <= 124;

    private static string Describe(ReadOnlySpan<byte> file) =>
        Has(file, 0, "%PDF"u8) ? "a PDF document"
        : Has(file, 4, "ftypavi"u8) ? "an AVIF image"
        : Has(file, 4, "ftyphe"u8) || Has(file, 4, "ftypmif1"u8) ? "a HEIF image"
        : Has(file, 4, "ftyp"u8) ? "a video"
        : Has(file, 0, [0xFF, 0x0A]) || Has(file, 4, "JXL "u8) ? "a JPEG XL image"
        : Has(file, 4, "jP  "u8) ? "a JPEG 2000 image"
        : Has(file, 0, "8BPS"u8) ? "a Photoshop document"
        : Has(file, 0, "PK\u0003\u0004"u8) ? "a zip archive"
        : DescribeText(file) ?? $"bytes that start with {Convert.ToHexString(file[..Math.Min(ShownBytes, file.Length)])}";

    private static string? DescribeText(ReadOnlySpan<byte> file)
    {
        Span<char> characters = stackalloc char[ShownCharacters];
        // A character cut in half at the end of the window is no reason to call it binary.
        Utf8.ToUtf16(file[..Math.Min(ShownCharacters, file.Length)], characters, out _, out var written, replaceInvalidSequences: false);
        var text = characters[..written].ToString();
        var wasCutShort = text.Length < Math.Min(ShownCharacters, file.Length) / 4;
        if (text.Length == 0 || wasCutShort || text.Any(c => char.IsControl(c) && !char.IsWhiteSpace(c)))
        {
            return null;
        }

        var start = new StringBuilder(text).Replace('\r', ' ').Replace('\n', ' ').Replace('\t', ' ').ToString().Trim();
        return $"{(start.TrimStart('\uFEFF').StartsWith('<') ? "markup (SVG, HTML or XML)" : "text")} that starts with \"{start}\"";
    }

    private static bool Has(ReadOnlySpan<byte> file, int at, ReadOnlySpan<byte> signature) =>
        file.Length >= at + signature.Length && file[at..].StartsWith(signature);
}
