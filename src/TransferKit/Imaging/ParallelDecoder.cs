using System.Runtime.CompilerServices;
using TransferKit.Foundation;
using TransferKit.Imaging.Resizing;

namespace TransferKit.Imaging;

/// <summary>Decodes many files on all cores, with bounded memory.</summary>
public static class ParallelDecoder
{
    /// <summary>Decodes files and gives them in the order asked for, a file that cannot be read with its reason.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="width">Width of every result, 1 to 16384 pixels.</param>
    /// <param name="height">Height of every result, 1 to 16384 pixels.</param>
    /// <param name="mode">What happens when the proportions differ.</param>
    /// <param name="options">Threads and limits; the defaults where null.</param>
    /// <param name="cancellationToken">Stops after the images under way.</param>
    /// <exception cref="InvalidOptionsException">A size or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IAsyncEnumerable<DecodedImage> DecodeAsync(
        IReadOnlyList<string> paths, int width, int height, ResizeMode mode,
        ParallelDecoderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new ParallelDecoderOptions();
        options.Check();
        return RunAsync(paths, new TargetSize(width, height, mode), options, cancellationToken);
    }

    private static async IAsyncEnumerable<DecodedImage> RunAsync(
        IReadOnlyList<string> paths, TargetSize target, ParallelDecoderOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var freeThreads = new SemaphoreSlim(options.Threads);
        var underWay = new Queue<Task<DecodedImage>>();
        var next = 0;
        try
        {
            while (next < paths.Count || underWay.Count > 0)
            {
                while (next < paths.Count && underWay.Count < options.Ahead)
                {
                    underWay.Enqueue(DecodeAsync(paths[next++], target, options.Limits, freeThreads, stop.Token));
                }

                yield return await underWay.Dequeue().ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<DecodedImage> DecodeAsync(
        string path, TargetSize target, ImageLimits limits, SemaphoreSlim freeThreads, CancellationToken cancellationToken)
    {
        await freeThreads.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Decode(path, target, limits), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            freeThreads.Release();
        }
    }

    private static DecodedImage Decode(string path, TargetSize target, ImageLimits limits)
    {
        try
        {
            return new DecodedImage(path, DecodePipeline.Decode(ImageFile.Read(path, limits), path, target, limits), null);
        }
        catch (InvalidImageException error)
        {
            return new DecodedImage(path, null, error);
        }
    }
}
