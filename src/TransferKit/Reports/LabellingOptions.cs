using TransferKit.Foundation;

namespace TransferKit.Reports;

/// <summary>What a labelling page shows.</summary>
public sealed record LabellingOptions
{
    /// <summary>The task; null for the first.</summary>
    /// <value>Default null.</value>
    public string? Task { get; init; }

    /// <summary>How many images are shown. Of 50 the interval of an error of 2 % reaches from 0 to 10 %.</summary>
    /// <value>Default 50; 1 to 1,000.</value>
    public int Images { get; init; } = 50;

    /// <summary>Draws the images, and their order: equal seeds show several people the same ones.</summary>
    /// <value>Default 7; any.</value>
    public int Seed { get; init; } = 7;

    /// <summary>Threads that make the copies of the images.</summary>
    /// <value>Default: the processors of the machine; 1 to 1,024.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 1024);

    /// <exception cref="InvalidOptionsException">A value is out of its range.</exception>
    internal void Check()
    {
        if (Images is < 1 or > 1_000)
        {
            throw new InvalidOptionsException($"'images' is {Images}; allowed: 1 to 1000.");
        }

        if (Threads is < 1 or > 1_024)
        {
            throw new InvalidOptionsException($"'threads' is {Threads}; allowed: 1 to 1024.");
        }
    }
}
