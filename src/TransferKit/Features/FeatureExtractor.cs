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
    public Task<ExtractedFeatures> ExtractAsync(
        IReadOnlyList<ImageSample> samples, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default) =>
        ExtractAsync([.. samples.Select(sample => new FeatureItem(sample))], null, progress, cancellationToken);

    /// <summary>Computes features of images and of their augmented variants, or finds them in the cache.</summary>
    /// <param name="items">The rows; the variants of an image had better follow one another, for it is decoded once then.</param>
    /// <param name="variants">What the variants are; null where there are none among the items.</param>
    /// <param name="progress">Takes reports of the phase <c>features</c>, in rows.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <inheritdoc cref="ExtractAsync(IReadOnlyList{ImageSample}, IProgress{ProgressReport}?, CancellationToken)"/>
    internal async Task<ExtractedFeatures> ExtractAsync(
        IReadOnlyList<FeatureItem> items, VariantOptions? variants, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var most = items.Select(item => item.Variant).DefaultIfEmpty().Max();
        FeatureCache[] caches = _options.CacheFolder is not { } folder ? [] :
        [
            .. Enumerable.Range(0, most + 1).Select(variant => new FeatureCache(
                folder, variant == 0 ? Key : FeatureKey.OfVariant(Key, variants!, variant), Columns, _options.Time)),
        ];
        using var job = new FeatureJob(items, Columns, _session, _input, _options, variants, caches, progress);
        return await job.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
