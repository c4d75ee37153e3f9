using TransferKit.Foundation;

namespace TransferKit.Strategy.Advising;

/// <summary>What advice rests on beside a run.</summary>
public sealed record AdviceOptions
{
    /// <summary>Files that <c>compare --json</c> wrote on the same data.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Comparisons { get; init; } = [];

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
