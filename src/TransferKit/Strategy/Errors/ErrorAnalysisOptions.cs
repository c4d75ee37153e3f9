using TransferKit.Foundation;

namespace TransferKit.Strategy.Errors;

/// <summary>How errors are analysed.</summary>
public sealed record ErrorAnalysisOptions
{
    /// <summary>The task; null for the first.</summary>
    /// <value>Default null.</value>
    public string? Task { get; init; }

    /// <summary>A CSV file with the columns <c>path</c> and <c>tags</c> (separated by <c>;</c>), or null.</summary>
    /// <value>Default null.</value>
    public string? TagsFile { get; init; }

    /// <summary>A CSV file with the columns <c>path</c> and <c>wrong</c> (<c>yes</c> or <c>no</c>): suspected labels that somebody looked at; or null.</summary>
    /// <value>Default null.</value>
    public string? CheckedFile { get; init; }

    /// <summary>The effort of working on a tag, in any unit, by its name.</summary>
    /// <value>Default none; each above 0.</value>
    public IReadOnlyDictionary<string, double> Effort { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether images that lie far from the training images are sought, which runs the model's frozen part on all of them.</summary>
    /// <value>Default true; needs the model file.</value>
    public bool MeasureDistance { get; init; } = true;

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

        foreach (var (tag, effort) in Effort)
        {
            if (!(effort > 0 && double.IsFinite(effort)))
            {
                throw new InvalidOptionsException(FormattableString.Invariant($"the effort of '{tag}' is {effort}; allowed: above 0."));
            }
        }
    }
}
