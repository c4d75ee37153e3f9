using TransferKit.Datasets;
using TransferKit.Foundation;

namespace TransferKit.Runs;

/// <summary>
/// Counts looks at dev and test by split digest, in a file of JSON lines that several processes may append to. Every candidate
/// compared on dev is one look, and every scoring of test is one.
/// </summary>
public sealed class LookLedger
{
    private readonly LedgerFile<Look> _file;

    /// <summary>Opens a folder's ledger; nothing is read or written yet.</summary>
    /// <param name="folder">The folder that holds the ledger, beside the data's cache; the first look creates it.</param>
    /// <param name="patience">How long to wait while another process holds the file; default 10 s.</param>
    public LookLedger(string folder, TimeSpan? patience = null)
    {
        Path = System.IO.Path.Combine(folder, "looks.jsonl");
        _file = new(Path, "ledger of looks", Look.FromLine, "deleting the file starts the count of looks at 0", patience ?? TimeSpan.FromSeconds(10));
    }

    /// <summary>The ledger's file.</summary>
    public string Path { get; }

    /// <summary>The looks at a split so far.</summary>
    /// <param name="digest">The split's digest.</param>
    /// <exception cref="DamagedFileException">The ledger was cut short or changed.</exception>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public LookCounts Count(ContentHash digest) => Look.Sum(_file.Read(), digest.Hex);

    /// <summary>Adds looks; they are on disk when this returns.</summary>
    /// <param name="digest">The split's digest.</param>
    /// <param name="part">Dev or test.</param>
    /// <param name="count">How many looks, at least 1.</param>
    /// <param name="what">What looked, for people who read the file.</param>
    /// <param name="run">A name of the run that looked: its looks at a part are added once, however often it is resumed. Null adds always.</param>
    /// <returns>The looks at the split, these included.</returns>
    /// <exception cref="DamagedFileException">The ledger was cut short or changed; nothing is added.</exception>
    /// <exception cref="StorageException">It cannot be written; nothing is added.</exception>
    public LookCounts Add(ContentHash digest, SplitName part, int count, string what, string? run = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (part is not (SplitName.Dev or SplitName.Test))
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, "Looks are counted at dev and at test.");
        }

        var look = new Look(digest.Hex, part.ToText(), count, what, run);
        var known = false;
        var before = _file.Append(looks =>
        {
            known = run is not null && looks.Any(earlier => (earlier.Run, earlier.Digest, earlier.Split) == (run, look.Digest, look.Split));
            return known ? null : look.ToLine();
        });
        return Look.Sum(known ? before : before.Append(look), digest.Hex);
    }
}
