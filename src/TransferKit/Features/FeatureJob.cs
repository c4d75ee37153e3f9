using System.Runtime.ExceptionServices;
using TransferKit.Backbones;
using TransferKit.Datasets;
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
    private readonly FeatureCache? _cache;
    private readonly IProgress<ProgressReport>? _progress;
    private readonly FeatureMatrix _matrix;
    private readonly Dictionary<ContentHash, List<int>> _rows = [];
    private readonly List<ImageSample> _pending = [];
    private ExceptionDispatchInfo? _fault;
    private int _next;
    private int _done;
    private double _decodeSeconds;
    private double _runSeconds;

    public FeatureJob(
        IReadOnlyList<ImageSample> samples, int columns, SharedSession session, InputSpec input, FeatureOptions options, FeatureCache? cache, IProgress<ProgressReport>? progress)
    {
        (_session, _input, _options, _cache, _progress) = (session, input, options, cache, progress);
        _matrix = new(samples.Count, columns);
        for (var row = 0; row < samples.Count; row++)
        {
            if (_rows.TryGetValue(samples[row].Content, out var rows))
            {
                rows.Add(row);
            }
            else
            {
                _rows[samples[row].Content] = [row];
                _pending.Add(samples[row]);
            }
        }
    }

    public async Task<ExtractedFeatures> RunAsync(CancellationToken cancellationToken)
    {
        var start = _options.Time.GetTimestamp();
        using var registration = cancellationToken.Register(_stop.Cancel);
        await Task.Run(() => LookUp(_stop.Token), cancellationToken).ConfigureAwait(false);
        var fromCache = _done;
        var batches = (_pending.Count + _options.Batch - 1) / _options.Batch;
        var workers = Enumerable.Range(0, Math.Min(_options.Threads, batches))
            .Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll([.. workers]).ConfigureAwait(false);
        FlushCache();
        _fault?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        var seconds = new FeatureSeconds(_decodeSeconds, _runSeconds, _options.Time.GetElapsedTime(start).TotalSeconds);
        return new(_matrix, fromCache, seconds, _cache?.Notes ?? []);
    }

    public void Dispose() => _stop.Dispose();

    private void LookUp(CancellationToken cancellationToken)
    {
        if (_cache is null)
        {
            return;
        }

        _cache.DeleteLeftovers();
        var found = new HashSet<ContentHash>();
        _cache.Read(content => _rows.ContainsKey(content) && found.Add(content), Store, cancellationToken);
        _pending.RemoveAll(sample => found.Contains(sample.Content));
        Report();
    }

    private void Work()
    {
        var batch = new FeatureBatch(_session, _input, _options, _matrix.Columns);
        try
        {
            while (Interlocked.Add(ref _next, _options.Batch) - _options.Batch is var first && first < _pending.Count)
            {
                var samples = _pending.GetRange(first, Math.Min(_options.Batch, _pending.Count - first));
                batch.Compute(samples, Keep, _stop.Token);
                Report();
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

    private void Keep(ContentHash content, ReadOnlySpan<float> features)
    {
        Store(content, features);
        _cache?.Add(content, features);
    }

    /// <summary>Every image has rows of its own, so that workers do not meet here.</summary>
    private void Store(ContentHash content, ReadOnlySpan<float> features)
    {
        foreach (var row in _rows[content])
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

    private void FlushCache()
    {
        try
        {
            _cache?.Flush();
        }
        catch (StorageException error)
        {
            _fault ??= ExceptionDispatchInfo.Capture(error);
        }
    }
}
