using TransferKit.Foundation;

namespace TransferKit.Imaging;

/// <summary>How large an image may be. Both limits are checked before anything is decoded.</summary>
public sealed record ImageLimits
{
    private const long MostBytes = 2_000_000_000;
    private const long MostPixels = 700_000_000;

    /// <summary>The limits used where none are given.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>The largest file.</summary>
    /// <value>Bytes, 1 to 2,000,000,000; default 104,857,600 (100 MiB).</value>
    public long MaxBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>The largest picture: width times height as the file's header states them.</summary>
    /// <value>Pixels, 1 to 700,000,000; default 100,000,000.</value>
    public long MaxPixels { get; init; } = 100_000_000;

    internal void Check()
    {
        if (MaxBytes is < 1 or > MostBytes)
        {
            throw new InvalidOptionsException($"'MaxBytes' is {MaxBytes}; allowed: 1 to {MostBytes}");
        }

        if (MaxPixels is < 1 or > MostPixels)
        {
            throw new InvalidOptionsException($"'MaxPixels' is {MaxPixels}; allowed: 1 to {MostPixels}");
        }
    }

    internal void CheckPixels(long width, long height, string? path)
    {
        if (width * height > MaxPixels)
        {
            throw InvalidImageException.Of(path, $"has {width} x {height} pixels, more than the limit of {MaxPixels} (MaxPixels)");
        }
    }
}
