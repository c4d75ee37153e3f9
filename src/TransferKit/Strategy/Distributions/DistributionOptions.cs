using TransferKit.Foundation;

namespace TransferKit.Strategy.Distributions;

/// <summary>How parts of the data are compared.</summary>
public sealed record DistributionOptions
{
    /// <summary>Whether images are compared by their source in place of the part that they are in.</summary>
    /// <value>Default false.</value>
    public bool BySource { get; init; }

    /// <summary>Whether a classifier tries to tell the parts apart, which runs the model's frozen part on all images.</summary>
    /// <value>Default true; needs the model file.</value>
    public bool Classify { get; init; } = true;

    /// <summary>The folder of computed features, or null for none.</summary>
    /// <value>Default null.</value>
    public string? CacheFolder { get; init; }

    /// <summary>Images that are read at the same time.</summary>
    /// <value>Default: the number of processors; 1 to 1024.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 1024);

    /// <exception cref="InvalidOptionsException">A value is out of its range.</exception>
    internal void Check()
    {
        if (Threads is < 1 or > 1024)
        {
            throw new InvalidOptionsException($"'threads' is {Threads}; allowed: 1 to 1024.");
        }
    }
}
