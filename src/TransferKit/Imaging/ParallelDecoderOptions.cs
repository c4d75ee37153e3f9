using TransferKit.Foundation;

namespace TransferKit.Imaging;

/// <summary>How many images are decoded at the same time and how many wait.</summary>
public sealed record ParallelDecoderOptions
{
    private const int MostThreads = 1024;
    private const int MostAhead = 65536;

    /// <summary>Images decoded at the same time.</summary>
    /// <value>1 to 1024; default: the processors this process may use.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Images that may be under way or waiting to be taken. It bounds the memory.</summary>
    /// <value>1 to 65536; default 64.</value>
    public int Ahead { get; init; } = 64;

    /// <summary>How large an image may be.</summary>
    /// <value>Default: <see cref="ImageLimits.Default"/>.</value>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    internal void Check()
    {
        if (Threads is < 1 or > MostThreads)
        {
            throw new InvalidOptionsException($"'Threads' is {Threads}; allowed: 1 to {MostThreads}");
        }

        if (Ahead is < 1 or > MostAhead)
        {
            throw new InvalidOptionsException($"'Ahead' is {Ahead}; allowed: 1 to {MostAhead}");
        }

        Limits.Check();
    }
}
