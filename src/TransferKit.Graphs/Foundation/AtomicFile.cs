namespace TransferKit.Foundation;

/// <summary>Writes a file so that a reader sees the old content or the new one, whatever happens in between.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary name in the same folder, flushes to disk, then renames over <paramref name="path"/>.</summary>
    /// <param name="path">The file to create or replace; its folder is created.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="StorageException">The file cannot be written; the old content is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Guid.NewGuid():n}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"'{path}' could not be written: {error.Message}", path, error);
        }
        finally
        {
            DeleteQuietly(temporary);
        }
    }

    /// <summary>Writes bytes as <see cref="Write"/> does.</summary>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes UTF-8 text without a byte-order mark as <see cref="Write"/> does.</summary>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that matters is already on its way; a leftover has a name of its own and hurts nobody.
        }
    }
}
