using TransferKit.Foundation;
using TransferKit.Imaging.Resizing;

namespace TransferKit.Imaging;

/// <summary>Decoded pixels: sRGB, 8 bits a channel, interleaved red green blue, row by row from the top.</summary>
public sealed class RgbImage
{
    /// <summary>Colour channels of a pixel.</summary>
    public const int Channels = 3;

    private static readonly float[] Ones = [1, 1, 1];
    private static readonly float[] Zeros = [0, 0, 0];

    /// <summary>Wraps raw pixels without copying them.</summary>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Exactly 3 x width x height bytes.</param>
    /// <exception cref="InvalidImageException">The three do not agree.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1 || pixels.LongLength != (long)Channels * width * height)
        {
            var needed = (long)Channels * width * height;
            throw InvalidImageException.Of(
                null, $"of {width} x {height} pixels needs sides of at least 1 and {needed} bytes; {pixels.LongLength} were given");
        }

        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, interleaved RGB: the red of column x and row y is at 3 (y Width + x).</summary>
    public byte[] Pixels { get; }

    /// <summary>Resizes as <see cref="ImageDecoder"/> does.</summary>
    /// <param name="width">Width of the result, 1 to 16384 pixels.</param>
    /// <param name="height">Height of the result, 1 to 16384 pixels.</param>
    /// <param name="mode">What happens when the proportions differ.</param>
    /// <exception cref="InvalidOptionsException">A size is out of range.</exception>
    public RgbImage Resize(int width, int height, ResizeMode mode) =>
        new TargetSize(width, height, mode).Resize(this);

    /// <summary>Writes the pixels as floats from 0 to 255, one plane a channel (CHW).</summary>
    /// <param name="destination">Exactly 3 x <see cref="Height"/> x <see cref="Width"/> numbers.</param>
    public void CopyToPlanar(Span<float> destination) => CopyToPlanar(destination, Ones, Zeros);

    /// <summary>Writes pixel x scale + offset, one plane a channel (CHW).</summary>
    /// <param name="destination">Exactly 3 x <see cref="Height"/> x <see cref="Width"/> numbers.</param>
    /// <param name="scale">A factor for red, green and blue.</param>
    /// <param name="offset">A summand for red, green and blue.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void CopyToPlanar(Span<float> destination, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset)
    {
        CheckLengths(destination, scale, offset);
        PixelConversion.ToPlanar(Pixels, destination, scale, offset);
    }

    /// <summary>Writes pixel x scale + offset, channels side by side (HWC).</summary>
    /// <inheritdoc cref="CopyToPlanar(Span{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void CopyToInterleaved(Span<float> destination, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset)
    {
        CheckLengths(destination, scale, offset);
        PixelConversion.ToInterleaved(Pixels, destination, scale, offset);
    }

    private void CheckLengths(Span<float> destination, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset)
    {
        if (destination.Length != Pixels.Length)
        {
            throw new ArgumentException(
                $"The destination holds {destination.Length} numbers; the image has {Pixels.Length}", nameof(destination));
        }

        if (scale.Length != Channels || offset.Length != Channels)
        {
            throw new ArgumentException(
                $"There are {scale.Length} scales and {offset.Length} offsets; both need {Channels}", nameof(scale));
        }
    }
}
