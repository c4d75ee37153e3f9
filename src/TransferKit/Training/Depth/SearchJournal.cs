using TransferKit.Runs;

namespace TransferKit.Training.Depth;

/// <summary>What a search has measured so far. All that a clock decides is decided from here, so that a resumed search decides again as it did.</summary>
internal sealed class SearchJournal
{
    private readonly CheckpointFolder? _checkpoints;
    private readonly string _piece;
    private readonly Dictionary<string, NamedTensor> _entries = [];

    /// <param name="checkpoints">Where it is kept; null for in memory only.</param>
    /// <param name="piece">The name of the search.</param>
    public SearchJournal(CheckpointFolder? checkpoints, string piece)
    {
        (_checkpoints, _piece) = (checkpoints, piece);
        _entries = checkpoints?.ReadFinished(piece)?.ToDictionary() ?? [];
    }

    /// <summary>What a trial gave before, or null.</summary>
    public Trial? Find(DepthCandidate candidate, int round) => _entries.TryGetValue(Key(candidate, round), out var entry) ? Trial.FromValues(entry.Values.Span) : null;

    /// <summary>Keeps what a trial gave; it is on disk when this returns.</summary>
    public void Add(DepthCandidate candidate, int round, Trial trial)
    {
        var values = trial.ToValues();
        _entries[Key(candidate, round)] = new(Key(candidate, round), [values.Length], values);
        _checkpoints?.WriteFinished(_piece, [.. _entries.Values]);
    }

    private static string Key(DepthCandidate candidate, int round) => FormattableString.Invariant($"{candidate.Name}, fold {round + 1}");
}
