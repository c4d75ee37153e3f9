using TransferKit.Foundation;
namespace TransferKit.Imaging;
#pragma warning disable CS1591
public sealed class RgbImage(int width, int height, byte[] pixels)
{
    public int Width { get; } = width;
    public int Height { get; } = height;
    public byte[] Pixels { get; } = pixels;
    public void CopyToPlanar(Span<float> chw)
    {
        var plane = Width * Height;
        for (var i = 0; i < plane; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                chw[(c * plane) + i] = Pixels[(i * 3) + c];
            }
        }
    }
}
public enum ResizeMode { Stretch, Fit, CenterCrop }
public sealed record ImageLimits { public long MaxBytes { get; init; } = 1 << 28; public long MaxPixels { get; init; } = 1 << 28; }
public sealed class InvalidImageException(string message, string? path = null, Exception? inner = null) : TransferKitException(message, path, inner)
{
    public override FaultKind Fault => FaultKind.Input;
    public override string Kind => "invalid-image";
}
public static class ImageDecoder
{
    public static RgbImage Decode(ReadOnlyMemory<byte> file, int width, int height, ResizeMode mode, ImageLimits? limits = null) => throw new InvalidImageException("seam");
}
