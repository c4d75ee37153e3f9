using TransferKit.Foundation;

namespace TransferKit.Imaging.Resizing;

/// <summary>The size wanted, and how to get there.</summary>
internal readonly record struct TargetSize
{
    private const int MostSide = 16384;
    private const byte MidGrey = 128;

    internal TargetSize(int width, int height, ResizeMode mode)
    {
        Check("width", width);
        Check("height", height);
        if (!Enum.IsDefined(mode))
        {
            throw new InvalidOptionsException($"'mode' is {(int)mode}; allowed: {string.Join(", ", Enum.GetNames<ResizeMode>())}");
        }

        Width = width;
        Height = height;
        Mode = mode;
    }

    internal int Width { get; }

    internal int Height { get; }

    internal ResizeMode Mode { get; }

    /// <summary>The same target for a picture that lies on its side.</summary>
    internal TargetSize Turned => new(Height, Width, Mode);

    /// <summary>Brings a picture to this size.</summary>
    internal RgbImage Resize(RgbImage image) => Place(Resample(image.Pixels, image.Width, image.Width, image.Height));

    /// <summary>Scales interleaved RGB pixels, without bars yet.</summary>
    /// <param name="pixels">Whole rows.</param>
    /// <param name="columns">Pixels a row.</param>
    /// <param name="width">How many of them the picture covers: its last column may be cut.</param>
    /// <param name="height">How many rows it covers.</param>
    internal RgbImage Resample(ReadOnlySpan<byte> pixels, int columns, double width, double height)
    {
        var scaled = Scaled(width, height);
        var part = Part(width, height);
        return Resampler.Resize(pixels, columns, part.Columns, part.Rows, scaled.Width, scaled.Height);
    }

    /// <summary>How many source pixels, per axis, become one.</summary>
    internal (double Columns, double Rows) Factors(double sourceWidth, double sourceHeight)
    {
        var (width, height) = Scaled(sourceWidth, sourceHeight);
        var (columns, rows) = Part(sourceWidth, sourceHeight);
        return (columns.Length / width, rows.Length / height);
    }

    /// <summary>The size the picture itself gets: all of the target, except for a fit.</summary>
    internal (int Width, int Height) Scaled(double sourceWidth, double sourceHeight) => Mode == ResizeMode.Fit
        ? (Side(Width, sourceWidth * Height / sourceHeight), Side(Height, sourceHeight * Width / sourceWidth))
        : (Width, Height);

    /// <summary>Puts a picture in the middle of the target.</summary>
    internal RgbImage Place(RgbImage image, byte bars = MidGrey)
    {
        if (image.Width == Width && image.Height == Height)
        {
            return image;
        }

        var placed = GC.AllocateUninitializedArray<byte>(Width * Height * RgbImage.Channels);
        placed.AsSpan().Fill(bars);
        int left = (Width - image.Width) / 2, top = (Height - image.Height) / 2, rowBytes = image.Width * RgbImage.Channels;
        for (var y = 0; y < image.Height; y++)
        {
            image.Pixels.AsSpan(y * rowBytes, rowBytes).CopyTo(placed.AsSpan((((top + y) * Width) + left) * RgbImage.Channels));
        }

        return new RgbImage(Width, Height, placed);
    }

    /// <summary>The centred part of a source that is used: all of it, except for a centre crop.</summary>
    private (AxisSpan Columns, AxisSpan Rows) Part(double sourceWidth, double sourceHeight) => Mode == ResizeMode.CenterCrop
        ? (Centre(sourceWidth, sourceHeight * Width / Height), Centre(sourceHeight, sourceWidth * Height / Width))
        : (new AxisSpan(0, sourceWidth), new AxisSpan(0, sourceHeight));

    private static AxisSpan Centre(double most, double wanted) =>
        wanted >= most ? new AxisSpan(0, most) : new AxisSpan((most - wanted) / 2, wanted);

    private static int Side(int most, double wanted) => (int)Math.Clamp(Math.Round(wanted), 1, most);

    private static void Check(string name, int side)
    {
        if (side is < 1 or > MostSide)
        {
            throw new InvalidOptionsException($"'{name}' is {side}; allowed: 1 to {MostSide}");
        }
    }
}
