using System.Buffers;
using System.Runtime.CompilerServices;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Artifacts;

/// <summary>
/// Runs a model file. All methods may be called by any number of threads at once: they share one session. Disposing lets runs that
/// are under way finish and refuses later ones.
/// </summary>
public sealed class Predictor : IDisposable
{
    private const int Channels = RgbImage.Channels;
    private readonly SharedSession _session;
    private readonly PredictorOptions _options;
    private readonly Dictionary<string, ArtifactTask> _tasks;
    private readonly Lazy<ContentHash> _digest;

    private Predictor(SharedSession session, OnnxModel model, ArtifactMetadata metadata, PredictorOptions options)
    {
        (_session, _options, Metadata) = (session, options, metadata);
        _tasks = metadata.Tasks.ToDictionary(task => task.Name);
        _digest = new(() => ArtifactDigest.Of(model));
    }

    /// <summary>What the file says about itself: tasks, measurements, provenance.</summary>
    public ArtifactMetadata Metadata { get; }

    /// <summary>The tasks, in the order in which they were given to training.</summary>
    public IReadOnlyList<ArtifactTask> Tasks => Metadata.Tasks;

    /// <summary>The file's digest without its time stamps.</summary>
    public ContentHash Digest => _digest.Value;

    private int Width => Metadata.Input.Width;

    private int Height => Metadata.Input.Height;

    private ResizeMode Resize => Metadata.Input.Resize;

    /// <summary>Loads a model file and checks it against its golden vectors, which costs one run of two images.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="InvalidModelException">The file is missing, damaged, not one of ours, or of a newer format.</exception>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public static Predictor Load(string path, PredictorOptions? options = null)
    {
        options ??= new();
        options.Check();
        var model = OnnxModel.Load(path);
        var metadata = ArtifactMetadata.Read(model);
        ModelContract.Check(model, metadata);
        var session = new SharedSession(model, new() { Threads = options.Threads });
        try
        {
            GoldenRun.Check(session, metadata, path);
            return new(session, model, metadata, options);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Predicts for an image file.</summary>
    /// <param name="path">JPEG, PNG, WebP, GIF, TIFF or BMP.</param>
    /// <param name="cancellationToken">Stops before or during the run.</param>
    /// <exception cref="InvalidImageException">The image cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public Prediction Predict(string path, CancellationToken cancellationToken = default) =>
        Predict(ImageDecoder.Decode(path, Width, Height, Resize, _options.Limits), cancellationToken);

    /// <summary>Predicts for an image file's content, read to its end; the stream stays open.</summary>
    /// <param name="stream">JPEG, PNG, WebP, GIF, TIFF or BMP.</param>
    /// <param name="cancellationToken">Stops before or during the run.</param>
    /// <inheritdoc cref="Predict(string, CancellationToken)"/>
    public Prediction Predict(Stream stream, CancellationToken cancellationToken = default) =>
        Predict(ImageDecoder.Decode(stream, Width, Height, Resize, _options.Limits), cancellationToken);

    /// <summary>Predicts for an image file's bytes.</summary>
    /// <param name="file">JPEG, PNG, WebP, GIF, TIFF or BMP.</param>
    /// <param name="cancellationToken">Stops before or during the run.</param>
    /// <inheritdoc cref="Predict(string, CancellationToken)"/>
    public Prediction Predict(ReadOnlyMemory<byte> file, CancellationToken cancellationToken = default) =>
        Predict(ImageDecoder.Decode(file, Width, Height, Resize, _options.Limits), cancellationToken);

    /// <summary>Predicts for pixels; they are resized where they are of another size than the model's.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="cancellationToken">Stops before or during the run.</param>
    /// <inheritdoc cref="Predict(string, CancellationToken)"/>
    public Prediction Predict(RgbImage image, CancellationToken cancellationToken = default) => Run([image], cancellationToken)[0];

    /// <summary>Predicts for several images, <see cref="PredictorOptions.Batch"/> a run.</summary>
    /// <param name="images">The pixels, of any size.</param>
    /// <param name="cancellationToken">Stops before or during a run.</param>
    /// <returns>As many predictions, in the same order.</returns>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public IReadOnlyList<Prediction> Predict(IEnumerable<RgbImage> images, CancellationToken cancellationToken = default) =>
        [.. images.Chunk(_options.Batch).SelectMany(batch => Run(batch, cancellationToken))];

    /// <summary>Predicts for an image file without holding the caller's thread.</summary>
    /// <inheritdoc cref="Predict(string, CancellationToken)"/>
    public Task<Prediction> PredictAsync(string path, CancellationToken cancellationToken = default) =>
        Task.Run(() => Predict(path, cancellationToken), cancellationToken);

    /// <summary>Predicts for an image file's content without holding the caller's thread; the stream stays open.</summary>
    /// <inheritdoc cref="Predict(Stream, CancellationToken)"/>
    public Task<Prediction> PredictAsync(Stream stream, CancellationToken cancellationToken = default) =>
        Task.Run(() => Predict(stream, cancellationToken), cancellationToken);

    /// <summary>
    /// Predicts for a list of files: the next ones are decoded while a batch runs. A file that cannot be read gives its error and
    /// the others go on.
    /// </summary>
    /// <param name="paths">The files; they may be very many, memory does not grow with them.</param>
    /// <param name="cancellationToken">Stops before or during a run.</param>
    /// <returns>One result a file, in the order given.</returns>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public async IAsyncEnumerable<FilePrediction> PredictFilesAsync(
        IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var batches = paths.Chunk(_options.Batch).GetEnumerator();
        var next = batches.MoveNext() ? DecodeAsync(batches.Current, cancellationToken) : null;
        while (next is not null)
        {
            var decoded = await next.ConfigureAwait(false);
            next = batches.MoveNext() ? DecodeAsync(batches.Current, cancellationToken) : null;
            foreach (var result in await Task.Run(() => Run(decoded, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private async Task<(string Path, RgbImage? Image, TransferKitException? Error)[]> DecodeAsync(
        string[] paths, CancellationToken cancellationToken)
    {
        var decoded = new (string, RgbImage?, TransferKitException?)[paths.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, paths.Length, options, (i, _) =>
        {
            try
            {
                var image = ImageDecoder.Decode(paths[i], Width, Height, Resize, _options.Limits);
                decoded[i] = (paths[i], image, null);
            }
            catch (InvalidImageException error)
            {
                decoded[i] = (paths[i], null, error);
            }

            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return decoded;
    }

    private IEnumerable<FilePrediction> Run((string Path, RgbImage? Image, TransferKitException? Error)[] files, CancellationToken cancellationToken)
    {
        var predictions = new Queue<Prediction>(Run([.. files.Select(file => file.Image).OfType<RgbImage>()], cancellationToken));
        return [.. files.Select(file => new FilePrediction(file.Path, file.Image is null ? null : predictions.Dequeue(), file.Error))];
    }

    private Prediction[] Run(IReadOnlyList<RgbImage> images, CancellationToken cancellationToken)
    {
        if (images.Count == 0)
        {
            return [];
        }

        var size = Channels * Width * Height;
        var views = _options.TestTimeAugmentation ? 2 : 1;
        // Rented: an array of this size a call would keep the garbage collector busy.
        var input = ArrayPool<float>.Shared.Rent(images.Count * views * size);
        try
        {
            for (var i = 0; i < images.Count; i++)
            {
                var fits = images[i].Width == Width && images[i].Height == Height;
                var image = fits ? images[i] : images[i].Resize(Width, Height, Resize);
                var plain = input.AsSpan(i * views * size, size);
                image.CopyToPlanar(plain);
                if (views > 1)
                {
                    Mirror(plain, input.AsSpan(((i * views) + 1) * size, size));
                }
            }

            var outputs = _session.Run(
                input.AsMemory(0, images.Count * views * size), [images.Count * views, Channels, Height, Width], cancellationToken);
            return ToPredictions(_session.Outputs.Zip(outputs, (task, output) => views > 1 ? MeanOfPairs(output.Values, images.Count, _tasks[task].Kind) : output.Values), images.Count);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(input);
        }
    }

    private void Mirror(ReadOnlySpan<float> planes, Span<float> mirrored)
    {
        planes.CopyTo(mirrored);
        for (var row = 0; row < mirrored.Length; row += Width)
        {
            mirrored.Slice(row, Width).Reverse();
        }
    }

    /// <summary>The means of rows 0 and 1, 2 and 3, and so on, of which the second is of the mirrored picture.</summary>
    private static float[] MeanOfPairs(float[] values, int pairs, TaskKind kind)
    {
        var width = values.Length / (2 * pairs);
        for (var row = width; kind == TaskKind.Box && row < values.Length; row += 2 * width)
        {
            (values[row], values[row + 2]) = (1 - values[row + 2], 1 - values[row]);
        }

        return [.. Enumerable.Range(0, pairs * width).Select(i =>
        {
            var first = (i / width * 2 * width) + (i % width);
            return (values[first] + values[first + width]) / 2;
        })];
    }

    private Prediction[] ToPredictions(IEnumerable<float[]> outputs, int count)
    {
        var answers = _session.Outputs
            .Zip(outputs, (task, output) => (Task: _tasks[task], Rows: output.Chunk(output.Length / count).ToArray()))
            .ToList();
        return [.. Enumerable.Range(0, count)
            .Select(i => new Prediction(answers.ToDictionary(answer => answer.Task.Name, answer => (answer.Task, answer.Rows[i]))))];
    }
}
