using System.Text;
using TransferKit.Foundation;

namespace TransferKit.Runs;

/// <summary>A file of JSON lines that several processes may append to.</summary>
/// <typeparam name="T">What a line holds.</typeparam>
/// <param name="path">The file; the first line creates it.</param>
/// <param name="name">What it is, for messages, such as <c>ledger of looks</c>.</param>
/// <param name="parse">Reads a line; null where it is not one that was written.</param>
/// <param name="remedy">What deleting the file means, for messages.</param>
/// <param name="patience">How long to wait while another process holds the file.</param>
internal sealed class LedgerFile<T>(string path, string name, Func<string, T?> parse, string remedy, TimeSpan patience)
    where T : class
{
    private const int PauseMilliseconds = 5;

    private readonly int _tries = (int)Math.Max(1, patience.TotalMilliseconds / PauseMilliseconds);

    /// <summary>All lines.</summary>
    /// <exception cref="DamagedFileException">The file was cut short or changed.</exception>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public IReadOnlyList<T> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = Open(FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream);
    }

    /// <summary>Adds a line that depends on those before; it is on disk when this returns.</summary>
    /// <param name="next">Given the lines before, the new line; null adds none.</param>
    /// <returns>The lines before.</returns>
    /// <exception cref="DamagedFileException">The file was cut short or changed; nothing is added.</exception>
    /// <exception cref="StorageException">It cannot be written; nothing is added.</exception>
    public IReadOnlyList<T> Append(Func<IReadOnlyList<T>, string?> next)
    {
        using var stream = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var before = Read(stream);
        if (next(before) is { } line)
        {
            Append(stream, line + "\n");
        }

        return before;
    }

    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (mode == FileMode.OpenOrCreate)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                }

                return new(path, mode, access, share);
            }
            catch (IOException) when (attempt < _tries && File.Exists(path))
            {
                // Another process holds the file, for as long as one line takes.
                Thread.Sleep(PauseMilliseconds);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StorageException($"The {name} '{path}' cannot be opened: {error.Message}", path, error);
            }
        }
    }

    private List<T> Read(FileStream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var entries = new List<T>();
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        foreach (var line in lines[..^1])
        {
            entries.Add(parse(line) ?? throw Damaged(entries.Count + 1, "cannot be read"));
        }

        return lines[^1].Length == 0 ? entries : throw Damaged(lines.Length, "was cut short");
    }

    private DamagedFileException Damaged(int line, string fault) => new(
        $"{path}, line {line} {fault}: the {name} is damaged. Repair or delete that line; {remedy}.", path);

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
            throw new StorageException($"The {name} '{path}' could not be added to: {error.Message}", path, error);
        }
    }
}
