using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace BusinessApp;

/// <summary>A folder in which files arrive.</summary>
public static class Inbox
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    /// <summary>Gives every file once it is there as a whole: those that wait already, then those that come, until stopped.</summary>
    public static async IAsyncEnumerable<string> WatchAsync(string folder, TimeProvider time, [EnumeratorCancellation] CancellationToken stop)
    {
        var seen = Channel.CreateUnbounded<string>();
        using var watcher = new FileSystemWatcher(folder);
        watcher.Created += (_, file) => seen.Writer.TryWrite(file.FullPath);
        watcher.Renamed += (_, file) => seen.Writer.TryWrite(file.FullPath);
        // More files at once than the watcher can tell of: look again at all of them.
        watcher.Error += (_, _) => AddAll(folder, seen.Writer);
        watcher.EnableRaisingEvents = true;
        AddAll(folder, seen.Writer);

        while (await NextAsync(seen.Reader, stop) is { } file)
        {
            if (await IsWholeAsync(file, time, stop))
            {
                yield return file;
            }
        }
    }

    private static void AddAll(string folder, ChannelWriter<string> files)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            files.TryWrite(file);
        }
    }

    private static async Task<string?> NextAsync(ChannelReader<string> files, CancellationToken stop)
    {
        try
        {
            return await files.ReadAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // A camera or a copy writes for a while: whole is what has not grown since the last look. Files that were told of twice are gone by then.
    private static async Task<bool> IsWholeAsync(string file, TimeProvider time, CancellationToken stop)
    {
        for (var size = -1L; File.Exists(file) && !stop.IsCancellationRequested;)
        {
            if (new FileInfo(file).Length == size)
            {
                return true;
            }

            size = new FileInfo(file).Length;
            await Task.Delay(Settling, time, CancellationToken.None);
        }

        return false;
    }
}
