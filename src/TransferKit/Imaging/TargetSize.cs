using TransferKit.Foundation;
using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

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

    /// <summary>The centred part of a source that is used: all of it, except for a centre crop.</summary>
    internal (int Width, int Height) Part(int sourceWidth, int sourceHeight) => Mode == ResizeMode.CenterCrop
        ? (Side(sourceWidth, (double)sourceHeight * Width / Height), Side(sourceHeight, (double)sourceWidth * Height / Width))
        : (sourceWidth, sourceHeight);

    /// <summary>The size that part is scaled to: all of the target, except for a fit.</summary>
    internal (int Width, int Height) Scaled(int partWidth, int partHeight) => Mode == ResizeMode.Fit
        ? (Side(Width, (double)partWidth * Height / partHeight), Side(Height, (double)partHeight * Width / partWidth))
        : (Width, Height);

    /// <summary>The same target as seen by a picture before its orientation tag is applied.</summary>
    internal TargetSize InStored(VipsImage image) => image.LiesOnItsSide ? new TargetSize(Height, Width, Mode) : this;

    /// <summary>Puts a scaled picture in the middle of the target.</summary>
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

    private static int Side(int most, double wanted) => (int)Math.Clamp(Math.Round(wanted), 1, most);

    private static void Check(string name, int side)
    {
        if (side is < 1 or > MostSide)
        {
            throw new InvalidOptionsException($"'{name}' is {side}; allowed: 1 to {MostSide}");
        }
    }
}
