namespace TransferKit.Foundation;

/// <summary>
/// A file on its way to another name, <c>target.GUID.tmp</c>. It is open until it has that name or is gone, and the lock that the
/// system holds for an open file, and lets go of when a process dies, tells the others that somebody still writes it.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Extension = ".tmp";
    private const int Tries = 10;

    private readonly string _target;
    private readonly string _path;

    private TemporaryFile(string target, string path, FileStream stream) => (_target, _path, Stream) = (target, path, stream);

    /// <summary>The content.</summary>
    public FileStream Stream { get; }

    /// <summary>Creates an empty one beside its target.</summary>
    public static TemporaryFile Create(string target)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = $"{target}.{Guid.NewGuid():n}{Extension}";
            try
            {
                // FileShare.Delete lets Windows rename an open file; on Unix any lock at all keeps the others away.
                var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
                if (File.Exists(path) || attempt == Tries)
                {
                    return new(target, path, stream);
                }

                // Another process took it for abandoned before it was locked.
                stream.Dispose();
            }
            catch (IOException) when (attempt < Tries && Path.Exists(Path.GetDirectoryName(target)))
            {
                // As above, and that process has it open or has just deleted it. Other errors come again at the last try.
            }
        }
    }

    /// <summary>Deletes temporary files of a target that no living process writes.</summary>
    public static void RemoveAbandoned(string target)
    {
        var (folder, name) = (Path.GetDirectoryName(target)!, Path.GetFileName(target));
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Extension).Where(path => IsOf(name, Path.GetFileName(path))))
        {
            try
            {
                using var owned = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                if (!IsLocked(path))
                {
                    // A file system without locks: whether somebody writes it cannot be known.
                    continue;
                }

                if (OperatingSystem.IsWindows())
                {
                    owned.Dispose();
                }

                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody writes it, or it belongs to somebody else.
            }
        }
    }

    /// <summary>Gives the file its target's name.</summary>
    public void Rename()
    {
        File.Move(_path, _target, overwrite: true);
        Stream.Dispose();
    }

    public void Dispose()
    {
        // The error that matters, if any, is already on its way: a full disk would give another one here.
        Quietly(Stream.Dispose);
        Quietly(() => File.Delete(_path));
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A leftover has a name of its own, hurts nobody, and goes when the target is written again.
        }
    }

    private static bool IsOf(string target, string name) =>
        name.Length == target.Length + 33 + Extension.Length
        && name.StartsWith(target + ".", StringComparison.Ordinal)
        && Guid.TryParseExact(name.AsSpan(target.Length + 1, 32), "n", out _);

    private static bool IsLocked(string path)
    {
        try
        {
            using var second = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
