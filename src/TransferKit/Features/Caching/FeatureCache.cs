using TransferKit.Foundation;

namespace TransferKit.Features.Caching;

/// <summary>
/// Features kept in a folder, found again by the content of the image. The folder belongs to one key; files of equal folders of
/// several machines may be copied together, for a file's name is the digest of what is in it. Files are written whole (temporary
/// name, rename), so that a process that is killed loses what it had not yet written and nothing else, and several processes may use
/// one folder; what a power failure leaves damaged is noticed by its checksums and computed again. The folder grows by 40 bytes and 4 a column for every image, without bound: delete it at will.
/// </summary>
internal sealed class FeatureCache
{
    private const string Extension = ".features";
    private const int ShardRecords = 256;
    private const int ShardBytes = 1 << 25;
    private static readonly TimeSpan ShardAge = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly FeatureShard _format;
    private readonly TimeProvider _time;
    private readonly List<ReadOnlyMemory<byte>> _pending = [];
    private readonly List<string> _notes = [];
    private long _opened;

    /// <summary>Opens the cache of a key; the folder is made when something is written.</summary>
    /// <param name="folder">The folder of all caches.</param>
    /// <param name="key">The digest of everything that features depend on, apart from the image.</param>
    /// <param name="columns">Features an image.</param>
    /// <param name="time">The clock.</param>
    public FeatureCache(string folder, ContentHash key, int columns, TimeProvider time)
    {
        _folder = Path.Combine(Path.GetFullPath(folder), key.Hex[..32]);
        _format = new(key, columns);
        _time = time;
    }

    /// <summary>What was found damaged, in sentences for the user.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Reads all that is kept, one file at a time.</summary>
    /// <param name="wanted">Whether the features of an image are asked for.</param>
    /// <param name="found">Takes the features; the same image may come twice, with the same values.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public void Read(Predicate<ContentHash> wanted, Action<ContentHash, ReadOnlySpan<float>> found, CancellationToken cancellationToken = default)
    {
        foreach (var path in Files("*" + Extension))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReadFile(path) is { } shard)
            {
                ReadShard(path, shard, wanted, found);
            }
        }
    }

    /// <summary>Keeps the features of an image. What is added is on disk after <see cref="Flush"/>, or ten seconds, 256 images or 32 MiB later.</summary>
    /// <exception cref="StorageException">The folder cannot be written.</exception>
    public void Add(ContentHash content, ReadOnlySpan<float> features)
    {
        // The checksum takes longer than the rest: it is made outside the lock.
        var record = _format.Record(content, features);
        lock (_lock)
        {
            _opened = _pending.Count == 0 ? _time.GetTimestamp() : _opened;
            _pending.Add(record);
            if (_pending.Count >= ShardRecords || (long)_pending.Count * record.Length >= ShardBytes || _time.GetElapsedTime(_opened) >= ShardAge)
            {
                Flush();
            }
        }
    }

    /// <summary>Writes what was added.</summary>
    /// <exception cref="StorageException">The folder cannot be written.</exception>
    public void Flush()
    {
        lock (_lock)
        {
            if (_pending.Count > 0)
            {
                Write(_pending);
                _pending.Clear();
            }
        }
    }

    /// <summary>Deletes what killed processes left half written.</summary>
    public void DeleteLeftovers()
    {
        foreach (var path in Files("*.tmp").Where(path => _time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > LeftoverAge))
        {
            Delete(path);
        }
    }

    private IEnumerable<string> Files(string pattern)
    {
        try
        {
            return Directory.Exists(_folder) ? Directory.GetFiles(_folder, pattern).Order(StringComparer.Ordinal) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"The feature cache '{_folder}' cannot be read, so features are computed again: {error.Message}");
            return [];
        }
    }

    private byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            // Another process has just put a mended copy under another name.
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"The cached features in '{path}' cannot be read and are computed again: {error.Message}");
            return null;
        }
    }

    private void ReadShard(string path, byte[] shard, Predicate<ContentHash> wanted, Action<ContentHash, ReadOnlySpan<float>> found)
    {
        if (!shard.AsSpan().StartsWith(_format.Header))
        {
            _notes.Add($"The cached features in '{path}' are computed again: the file's header is damaged.");
            Delete(path);
            return;
        }

        var records = shard.AsMemory(_format.Header.Length);
        var count = records.Length / _format.RecordBytes;
        var intact = new List<int>();
        for (var i = 0; i < count; i++)
        {
            var record = records.Span.Slice(i * _format.RecordBytes, _format.RecordBytes);
            if (!_format.IsIntact(record))
            {
                continue;
            }

            intact.Add(i);
            if (FeatureShard.ContentOf(record) is var content && wanted(content))
            {
                found(content, FeatureShard.FeaturesOf(record));
            }
        }

        var truncated = records.Length % _format.RecordBytes != 0;
        if (truncated || intact.Count < count)
        {
            _notes.Add($"'{path}' is {(truncated ? "truncated" : "damaged")}: the features of {intact.Count} images in it are good, the others are computed again.");
            Mend(path, [.. intact.Select(i => records.Slice(i * _format.RecordBytes, _format.RecordBytes))]);
        }
    }

    /// <summary>Puts what is good in a damaged file into a new one and deletes the old.</summary>
    private void Mend(string path, IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        try
        {
            if (records.Count > 0)
            {
                Write(records);
            }

            Delete(path);
        }
        catch (StorageException error)
        {
            _notes.Add($"'{path}' stays as it is: {error.Message}");
        }
    }

    private void Write(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        try
        {
            AtomicFile.Write(
                Path.Combine(_folder, _format.Digest(records).Hex[..32] + Extension),
                stream =>
                {
                    stream.Write(_format.Header);
                    foreach (var record in records)
                    {
                        stream.Write(record.Span);
                    }
                },
                flushToDisk: false);
        }
        catch (StorageException error)
        {
            throw new StorageException(
                $"The feature cache cannot be written. {error.Message} Free space there, or name another folder (--cache DIR).", error.Path!, error);
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A read-only cache still serves what is good in it; the note about this file comes again.
        }
    }
}
