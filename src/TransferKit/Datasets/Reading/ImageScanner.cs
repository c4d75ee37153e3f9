using System.Runtime.ExceptionServices;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Datasets.Reading;

/// <summary>What a scan finds in one file.</summary>
/// <param name="Content">SHA-256 of its bytes.</param>
/// <param name="PerceptualHash">Hash of the decoded picture.</param>
/// <param name="Fault">Why it cannot be used; null for a good image.</param>
internal readonly record struct ScannedImage(ContentHash Content, ulong PerceptualHash, string? Fault)
{
    /// <summary>What its header says; null where nobody asked.</summary>
    public ImageHeader? Header { get; init; }
}

/// <summary>Opens every image once, several at a time, one file a thread in memory.</summary>
internal sealed class ImageScanner(Func<byte[], ulong> perceptualHash, Func<byte[], ImageHeader>? header, long maxBytes, int threads)
{
    /// <summary>Scans files; the results stand in the order of the paths.</summary>
    public ScannedImage[] Scan(IReadOnlyList<string> paths, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var results = new ScannedImage[paths.Count];
        var step = Math.Max(1, paths.Count / 200);
        var done = 0;
        progress?.Report(new("scan", 0, paths.Count));
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        try
        {
            Parallel.For(0, paths.Count, options, index =>
            {
                results[index] = Scan(paths[index]);
                var count = Interlocked.Increment(ref done);
                if (count % step == 0 || count == paths.Count)
                {
                    progress?.Report(new("scan", count, paths.Count));
                }
            });
        }
        catch (AggregateException error)
        {
            // Every thread may have met the same fault of the machine, such as a missing library: the caller sees it once.
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        return results;
    }

    private ScannedImage Scan(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return Bad("the file does not exist");
            }

            // Pipes and devices have no length either: opening one could wait for ever.
            if (file.Length == 0)
            {
                return Bad("the file is empty (0 bytes)");
            }

            if (file.Length > maxBytes)
            {
                return Bad($"the file has {file.Length} bytes; allowed: {maxBytes}");
            }

            var bytes = File.ReadAllBytes(path);
            return new(ContentHash.Of(bytes), perceptualHash(bytes), null) { Header = header?.Invoke(bytes) };
        }
        catch (TransferKitException error) when (error.Fault == FaultKind.Input)
        {
            return Bad(error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Bad($"the file cannot be read: {error.Message}");
        }
    }

    private static ScannedImage Bad(string fault) => new(default, 0, fault);
}
