using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Datasets;

/// <summary>How a data set is read.</summary>
public sealed record DatasetOptions
{
    /// <summary>The share of images that may be unreadable before loading fails.</summary>
    /// <value>Default 0.05; 0 to 1.</value>
    public double MaxBad { get; init; } = 0.05;

    /// <summary>How many classes a classification task needs; 1 serves data that are only scored.</summary>
    /// <value>Default 2; 1 to 65536.</value>
    public int MinimumClasses { get; init; } = 2;

    /// <summary>The largest number of differing bits, of 64, at which two images count as near-duplicates.</summary>
    /// <value>Default 4; 0 to 16; null leaves identical files only.</value>
    public int? NearDuplicateDistance { get; init; } = 4;

    /// <summary>How many images are read at a time.</summary>
    /// <value>Default: the machine's processors; 1 to 1024.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 1024);

    /// <summary>How large an image may be; larger ones are quarantined before they are decoded.</summary>
    /// <value>Default: <see cref="ImageLimits.Default"/>.</value>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <exception cref="InvalidOptionsException">A value is out of its range.</exception>
    internal void Check()
    {
        if (!(MaxBad is >= 0 and <= 1))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'max-bad' is {MaxBad}; allowed: 0 to 1"));
        }

        if (MinimumClasses is < 1 or > 65536)
        {
            throw new InvalidOptionsException($"'minimum-classes' is {MinimumClasses}; allowed: 1 to 65536");
        }

        if (NearDuplicateDistance is < 0 or > 16)
        {
            throw new InvalidOptionsException($"'near-duplicate-distance' is {NearDuplicateDistance}; allowed: 0 to 16, or none");
        }

        if (Threads is < 1 or > 1024)
        {
            throw new InvalidOptionsException($"'threads' is {Threads}; allowed: 1 to 1024");
        }

        Limits.Check();
    }
}
