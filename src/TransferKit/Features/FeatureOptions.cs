using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Features;

/// <summary>How features are computed and kept.</summary>
public sealed record FeatureOptions
{
    /// <summary>Images decoded and run at the same time, each on one thread. Features do not depend on it.</summary>
    /// <value>Default: the number of processors; 1 to 1024.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, MaxThreads);

    /// <summary>Images in one run of the backbone. The last bits of features may depend on it, so the cache keeps sizes apart.</summary>
    /// <value>Default 1, the fastest as measured (larger batches leave the processor's caches); 1 to 1024.</value>
    public int Batch { get; init; } = 1;

    /// <summary>The folder of caches; every backbone and choice of taps has its own inside. It may be deleted at any time.</summary>
    /// <value>Default null: nothing is kept.</value>
    public string? CacheFolder { get; init; }

    /// <summary>How large an image may be.</summary>
    /// <value>Default: <see cref="ImageLimits.Default"/>.</value>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <summary>The clock that durations are taken from.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private const int MaxThreads = 1024;
    private const int MaxBatch = 1024;

    internal FeatureOptions Checked()
    {
        if (Threads is < 1 or > MaxThreads)
        {
            throw new InvalidOptionsException($"'threads' is {Threads}; allowed: 1 to {MaxThreads}.");
        }

        if (Batch is < 1 or > MaxBatch)
        {
            throw new InvalidOptionsException($"'feature batch' is {Batch}; allowed: 1 to {MaxBatch}.");
        }

        return this;
    }
}
