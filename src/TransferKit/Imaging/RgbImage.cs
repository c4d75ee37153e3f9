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

    /// <summary>A copy of a part of the pixels.</summary>
    /// <param name="left">Its first column.</param>
    /// <param name="top">Its first row.</param>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie in the picture.</exception>
    public RgbImage Crop(int left, int top, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(left, top), 0, nameof(left));
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(width, height), 1, nameof(width));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)left + width, Width, nameof(width));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)top + height, Height, nameof(height));
        var pixels = new byte[Channels * width * height];
        for (var row = 0; row < height; row++)
        {
            Pixels.AsSpan(Channels * (((top + row) * Width) + left), Channels * width).CopyTo(pixels.AsSpan(Channels * row * width));
        }

        return new(width, height, pixels);
    }

    /// <summary>A copy that is turned clockwise.</summary>
    /// <param name="quarters">By how many quarter turns; below 0 to the left.</param>
    public RgbImage Turn(int quarters)
    {
        var turns = ((quarters % 4) + 4) % 4;
        var (width, height) = turns % 2 == 0 ? (Width, Height) : (Height, Width);
        var pixels = new byte[Pixels.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = turns switch
                {
                    0 => (x, y),
                    1 => (y, Height - 1 - x),
                    2 => (Width - 1 - x, Height - 1 - y),
                    _ => (Width - 1 - y, x),
                };
                Pixels.AsSpan(Channels * ((fromY * Width) + fromX), Channels).CopyTo(pixels.AsSpan(Channels * ((y * width) + x)));
            }
        }

        return new(width, height, pixels);
    }

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
