using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features.Caching;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging;

namespace TransferKit.Features;

/// <summary>
/// Computes the features of images with the frozen part of a backbone, or finds them in the cache. The features of an image do
/// not depend on the other images, their order or the number of threads, bit for bit.
/// </summary>
public sealed class FeatureExtractor : IDisposable
{
    private readonly SharedSession _session;
    private readonly FeatureOptions _options;
    private readonly InputSpec _input;

    /// <summary>Prepares the backbone's graph.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="spec">What to read of it, or null for <see cref="FeatureSpec.Default"/>.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range, or there is no tap.</exception>
    /// <exception cref="InvalidModelException">A tap is not in the model, or ONNX Runtime refuses it.</exception>
    public FeatureExtractor(Backbone backbone, FeatureSpec? spec = null, FeatureOptions? options = null)
    {
        _options = (options ?? new()).Checked();
        _input = backbone.Input;
        Spec = spec ?? FeatureSpec.Default(backbone);
        Key = FeatureKey.Of(backbone, Spec, _options.Batch);
        var graph = FeatureGraph.Build(backbone.Stages, Spec);
        Columns = graph.Columns;
        // One thread a run: several images at once use the cores better than one image spread over them.
        _session = new(graph.Model, new() { Threads = 1 });
    }

    /// <summary>What is read of the backbone.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>The digest of everything that features depend on, apart from the image.</summary>
    internal ContentHash Key { get; }

    /// <summary>Features an image.</summary>
    public int Columns { get; }

    /// <summary>Computes features, or finds them in the cache. What was computed stays in the cache when the work is stopped.</summary>
    /// <param name="samples">The images; images of equal content are computed once.</param>
    /// <param name="progress">Takes reports of the phase <c>features</c>, in images.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <exception cref="InvalidImageException">An image cannot be decoded, or is not the one that the data set was read from.</exception>
    /// <exception cref="StorageException">The cache cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public async Task<ExtractedFeatures> ExtractAsync(
        IReadOnlyList<ImageSample> samples, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        var cache = _options.CacheFolder is { } folder ? new FeatureCache(folder, Key, Columns, _options.Time) : null;
        using var job = new FeatureJob(samples, Columns, _session, _input, _options, cache, progress);
        return await job.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
