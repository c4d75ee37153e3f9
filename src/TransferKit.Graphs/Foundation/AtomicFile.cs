namespace TransferKit.Foundation;

/// <summary>
/// Writes a file so that a reader sees the old content or the new one, whatever happens in between. What a killed process left of
/// writing it is removed by the next one that writes it.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary name in the same folder, flushes to disk, then renames over <paramref name="path"/>.</summary>
    /// <param name="path">The file to create or replace; its folder is created.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="flushToDisk">Whether to wait for the disk. Content that can be made again need not: after a power failure the file
    /// may be damaged, which its reader must notice.</param>
    /// <exception cref="StorageException">The file cannot be written; the old content is still there.</exception>
    public static void Write(string path, Action<Stream> write, bool flushToDisk = true)
    {
        var target = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            TemporaryFile.RemoveAbandoned(target);
            using var temporary = TemporaryFile.Create(target);
            write(temporary.Stream);
            temporary.Stream.Flush(flushToDisk);
            temporary.Rename();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"'{path}' could not be written: {error.Message}", path, error);
        }
    }

    /// <summary>Writes bytes as <see cref="Write"/> does.</summary>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes UTF-8 text without a byte-order mark as <see cref="Write"/> does.</summary>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(text));
}
