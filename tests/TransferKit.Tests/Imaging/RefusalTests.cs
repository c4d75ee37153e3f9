using System.Diagnostics;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class RefusalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("imaging").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TextNamedJpg_IsRefused_AndSaysWhatWasFound()
    {
        var error = RefusedFile("a.jpg", "Hello, this is no picture."u8.ToArray());
        Assert.Contains("text that starts with \"Hello, this is no pictur\"", error.Message);
        Assert.Contains("JPEG, PNG, WebP, GIF, TIFF and BMP", error.Message);
        Assert.Equal(("invalid-image", FaultKind.Input), (error.Kind, error.Fault));
        Assert.Equal(Path.Combine(_folder, "a.jpg"), error.Path);
    }

    [Fact]
    public void EmptyFile_IsRefused() => Assert.Contains("is empty (0 bytes)", RefusedFile("a.png", []).Message);

    [Fact]
    public void Folder_IsRefused() =>
        Assert.Contains("is a folder", Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(_folder)).Message);

    [Fact]
    public void MissingFile_IsRefused()
    {
        foreach (var path in new[] { Path.Combine(_folder, "no.jpg"), Path.Combine(_folder, "no", "no.jpg") })
        {
            Assert.Contains("does not exist", Assert.Throws<InvalidImageException>(() => ImageDecoder.ReadHeader(path)).Message);
        }
    }

    [SkippableFact]
    public void FileWithoutPermission_IsRefused()
    {
        Skip.If(Environment.IsPrivilegedProcess, "this user may read every file");
        if (OperatingSystem.IsWindows())
        {
            Skip.If(true, "files have other permissions on Windows");
            return;
        }

        var path = Path.Combine(_folder, "a.jpg");
        File.WriteAllBytes(path, [1]);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Contains("permission", Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(path)).Message);
    }

    [Theory]
    [InlineData("%PDF-1.7 ....", "a PDF document")]
    [InlineData("....ftypavif....", "an AVIF image")]
    [InlineData("....ftypheic....", "a HEIF image")]
    [InlineData("PK\u0003\u0004....", "a zip archive")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "markup")]
    [InlineData("BMW builds cars in Munich", "text that starts with \"BMW")]
    [InlineData("\u0001\u0002\u0003\u0004", "bytes that start with 01020304")]
    public void OtherContent_IsNamed(string content, string name) =>
        ImageAssert.Refused(System.Text.Encoding.Latin1.GetBytes(content), name);

    [Fact]
    public void PngBomb_IsRefusedBeforeDecoding()
    {
        var bomb = Pictures.PngHeader(30_000, 30_000);
        ImageAssert.Refused(Pictures.Plain(1, 1, 0, 0, 0).Encode(ImageFormat.Png)[..40]);
        var before = Process.GetCurrentProcess().PeakWorkingSet64;

        ImageAssert.Refused(bomb, "30000 x 30000", "100000000", "MaxPixels");
        Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(bomb));
        Assert.Throws<InvalidImageException>(() => ImageDecoder.ReadHeader(bomb));

        Assert.InRange(Process.GetCurrentProcess().PeakWorkingSet64 - before, 0, 200_000_000);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Gif)]
    [InlineData(ImageFormat.Bmp)]
    public void Limits_HoldForFilesStreamsAndBytes(ImageFormat format)
    {
        var file = Pictures.Gradient(50, 40).Encode(format);
        var path = Path.Combine(_folder, "a");
        File.WriteAllBytes(path, file);
        foreach (var (limits, name) in new[]
        {
            (new ImageLimits { MaxPixels = 1999 }, "MaxPixels"),
            (new ImageLimits { MaxBytes = file.Length - 1 }, "MaxBytes"),
        })
        {
            Action[] ways =
            [
                () => ImageDecoder.Decode(file, limits), () => ImageDecoder.Decode(path, limits), () => ImageDecoder.ReadHeader(path, limits),
                () => ImageDecoder.Decode(new MemoryStream(file), limits), () => ImageDecoder.Decode(new OneWayStream(file), limits),
            ];
            Assert.All(ways, way => Assert.Contains(name, Assert.Throws<InvalidImageException>(way).Message));
        }

        var exact = new ImageLimits { MaxPixels = 2000, MaxBytes = file.Length };
        Assert.Equal(50, ImageDecoder.Decode(new OneWayStream(file), exact).Width);
    }

    [Theory]
    [InlineData(0, 8, "'width' is 0; allowed: 1 to 16384")]
    [InlineData(8, 16385, "'height' is 16385; allowed: 1 to 16384")]
    public void SizeOutOfRange_IsAnOptionsError(int width, int height, string message)
    {
        var file = Pictures.Gradient(5, 5).Encode(ImageFormat.Png);
        Assert.Equal(message, Assert.Throws<InvalidOptionsException>(() => ImageDecoder.Decode(file, width, height, ResizeMode.Fit)).Message);
    }

    [Fact]
    public void LimitsOutOfRange_AreOptionsErrors()
    {
        var file = Pictures.Gradient(5, 5).Encode(ImageFormat.Png);
        Assert.Throws<InvalidOptionsException>(() => ImageDecoder.Decode(file, new ImageLimits { MaxBytes = 0 }));
        Assert.Throws<InvalidOptionsException>(() => ImageDecoder.Decode(file, new ImageLimits { MaxPixels = 700_000_001 }));
    }

    [Theory]
    [InlineData(2, 2, 11)]
    [InlineData(0, 2, 0)]
    [InlineData(-1, -1, 3)]
    public void RawPixelsThatDoNotAgree_AreRefused(int width, int height, int bytes) =>
        Assert.Throws<InvalidImageException>(() => new RgbImage(width, height, new byte[bytes]));

    private InvalidImageException RefusedFile(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(path, 8, 8, ResizeMode.Stretch));
    }

    /// <summary>A stream that cannot tell its length, like a web response.</summary>
    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
