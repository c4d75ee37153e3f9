using System.Text;
using TransferKit.Datasets;
using TransferKit.Foundation;

namespace TransferKit.Runs;

/// <summary>
/// Counts looks at dev and test by split digest, in a file of JSON lines that several processes may append to. Every candidate
/// compared on dev is one look, and every scoring of test is one.
/// </summary>
public sealed class LookLedger
{
    private const int PauseMilliseconds = 5;

    private readonly int _tries;

    /// <summary>Opens a folder's ledger; nothing is read or written yet.</summary>
    /// <param name="folder">The folder that holds the ledger, beside the data's cache; the first look creates it.</param>
    /// <param name="patience">How long to wait while another process holds the file; default 10 s.</param>
    public LookLedger(string folder, TimeSpan? patience = null)
    {
        Path = System.IO.Path.Combine(folder, "looks.jsonl");
        _tries = (int)Math.Max(1, (patience ?? TimeSpan.FromSeconds(10)).TotalMilliseconds / PauseMilliseconds);
    }

    /// <summary>The ledger's file.</summary>
    public string Path { get; }

    /// <summary>The looks at a split so far.</summary>
    /// <param name="digest">The split's digest.</param>
    /// <exception cref="DamagedFileException">The ledger was cut short or changed.</exception>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public LookCounts Count(ContentHash digest)
    {
        if (!File.Exists(Path))
        {
            return default;
        }

        using var stream = Open(FileMode.Open, FileAccess.Read, FileShare.Read);
        return Look.Sum(Read(stream), digest.Hex);
    }

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

        using var stream = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var before = Read(stream);
        var look = new Look(digest.Hex, part.ToText(), count, what, run);
        if (run is not null && before.Exists(earlier => (earlier.Run, earlier.Digest, earlier.Split) == (run, look.Digest, look.Split)))
        {
            return Look.Sum(before, digest.Hex);
        }

        Append(stream, look.ToLine() + "\n");
        return Look.Sum(before.Append(look), digest.Hex);
    }

    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (mode == FileMode.OpenOrCreate)
                {
                    Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
                }

                return new(Path, mode, access, share);
            }
            catch (IOException) when (attempt < _tries && File.Exists(Path))
            {
                // Another process holds the file, for as long as one line takes.
                Thread.Sleep(PauseMilliseconds);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StorageException($"The ledger of looks '{Path}' cannot be opened: {error.Message}", Path, error);
            }
        }
    }

    private List<Look> Read(FileStream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var looks = new List<Look>();
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        foreach (var line in lines[..^1])
        {
            looks.Add(Look.FromLine(line) ?? throw Damaged(looks.Count + 1, "is not a look"));
        }

        return lines[^1].Length == 0 ? looks : throw Damaged(lines.Length, "was cut short");
    }

    private DamagedFileException Damaged(int line, string fault) => new(
        $"{Path}, line {line} {fault}. Repair or delete that line; deleting the file starts the count of looks at 0.", Path);

    private void Append(FileStream stream, string line)
    {
        var end = stream.Length;
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(line));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException error)
        {
            stream.SetLength(end);
            throw new StorageException($"A look could not be added to '{Path}': {error.Message}", Path, error);
        }
    }
}
