using System.Runtime.ExceptionServices;
using TransferKit.Backbones;
using TransferKit.Features.Caching;
using TransferKit.Foundation;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Features;

/// <summary>One list of images on its way to features: looked up, then decoded and run by workers that share nothing but the list.</summary>
internal sealed class FeatureJob : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SharedSession _session;
    private readonly InputSpec _input;
    private readonly FeatureOptions _options;
    private readonly VariantOptions? _variants;
    private readonly IReadOnlyList<FeatureCache> _caches;
    private readonly IProgress<ProgressReport>? _progress;
    private readonly FeatureMatrix _matrix;
    private readonly Dictionary<(ContentHash Content, int Variant), List<int>> _rows = [];
    private readonly List<FeatureItem> _pending = [];
    private readonly int _chunk;
    private ExceptionDispatchInfo? _fault;
    private int _next;
    private int _done;
    private double _decodeSeconds;
    private double _runSeconds;

    /// <param name="items">The rows wanted.</param>
    /// <param name="columns">Features a row.</param>
    /// <param name="session">The backbone.</param>
    /// <param name="input">What it takes.</param>
    /// <param name="options">How.</param>
    /// <param name="variants">What the variants are; null where there are none.</param>
    /// <param name="caches">A cache for each variant, from 0, or none.</param>
    /// <param name="progress">Takes reports, or null.</param>
    public FeatureJob(
        IReadOnlyList<FeatureItem> items, int columns, SharedSession session, InputSpec input, FeatureOptions options, VariantOptions? variants,
        IReadOnlyList<FeatureCache> caches, IProgress<ProgressReport>? progress)
    {
        (_session, _input, _options, _variants, _caches, _progress) = (session, input, options, variants, caches, progress);
        _matrix = new(items.Count, columns);
        // One worker takes the variants of an image, so that it is decoded once.
        _chunk = options.Batch * Math.Max(1, items.Select(item => item.Variant).DefaultIfEmpty().Max());
        for (var row = 0; row < items.Count; row++)
        {
            if (_rows.TryGetValue(Key(items[row]), out var rows))
            {
                rows.Add(row);
            }
            else
            {
                _rows[Key(items[row])] = [row];
                _pending.Add(items[row]);
            }
        }
    }

    public async Task<ExtractedFeatures> RunAsync(CancellationToken cancellationToken)
    {
        var start = _options.Time.GetTimestamp();
        using var registration = cancellationToken.Register(_stop.Cancel);
        await Task.Run(() => LookUp(_stop.Token), cancellationToken).ConfigureAwait(false);
        var fromCache = _done;
        var chunks = (_pending.Count + _chunk - 1) / _chunk;
        var workers = Enumerable.Range(0, Math.Min(_options.Threads, chunks))
            .Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll([.. workers]).ConfigureAwait(false);
        FlushCaches();
        _fault?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        var seconds = new FeatureSeconds(_decodeSeconds, _runSeconds, _options.Time.GetElapsedTime(start).TotalSeconds);
        return new(_matrix, fromCache, seconds, [.. _caches.SelectMany(cache => cache.Notes)]);
    }

    public void Dispose() => _stop.Dispose();

    private void LookUp(CancellationToken cancellationToken)
    {
        if (_caches.Count == 0)
        {
            return;
        }

        var found = new HashSet<(ContentHash, int)>();
        foreach (var (variant, cache) in _caches.Index())
        {
            cache.DeleteLeftovers();
            cache.Read(
                content => _rows.ContainsKey((content, variant)) && found.Add((content, variant)),
                (content, features) => Store((content, variant), features),
                cancellationToken);
        }

        _pending.RemoveAll(item => found.Contains(Key(item)));
        Report();
    }

    private void Work()
    {
        var batch = new FeatureBatch(_session, _input, _options, _variants, _matrix.Columns);
        try
        {
            while (Interlocked.Add(ref _next, _chunk) - _chunk is var first && first < _pending.Count)
            {
                foreach (var items in _pending.GetRange(first, Math.Min(_chunk, _pending.Count - first)).Chunk(_options.Batch))
                {
                    batch.Compute(items, Keep, _stop.Token);
                    Report();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked for by the caller, or another worker failed: RunAsync tells which.
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(error), null);
            _stop.Cancel();
        }
        finally
        {
            lock (_lock)
            {
                _decodeSeconds += batch.DecodeSeconds;
                _runSeconds += batch.RunSeconds;
            }
        }
    }

    private void Keep(FeatureItem item, ReadOnlySpan<float> features)
    {
        Store(Key(item), features);
        if (_caches.Count > 0)
        {
            _caches[item.Variant].Add(item.Sample.Content, features);
        }
    }

    private static (ContentHash Content, int Variant) Key(FeatureItem item) => (item.Sample.Content, item.Variant);

    /// <summary>Every item has rows of its own, so that workers do not meet here.</summary>
    private void Store((ContentHash Content, int Variant) key, ReadOnlySpan<float> features)
    {
        foreach (var row in _rows[key])
        {
            features.CopyTo(_matrix.Row(row));
            Interlocked.Increment(ref _done);
        }
    }

    private void Report()
    {
        if (_progress is null)
        {
            return;
        }

        lock (_lock)
        {
            _progress.Report(new("features", Volatile.Read(ref _done), _matrix.Rows));
        }
    }

    private void FlushCaches()
    {
        foreach (var cache in _caches)
        {
            try
            {
                cache.Flush();
            }
            catch (StorageException error)
            {
                _fault ??= ExceptionDispatchInfo.Capture(error);
            }
        }
    }
}
