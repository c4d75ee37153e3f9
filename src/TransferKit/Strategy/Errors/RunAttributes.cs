using System.Runtime.ExceptionServices;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Runs;

namespace TransferKit.Strategy.Errors;

/// <summary>The attributes of every image of a run, measured on several threads.</summary>
internal static class RunAttributes
{
    /// <summary>Measures them.</summary>
    /// <exception cref="InvalidImageException">An image cannot be read any more.</exception>
    public static ImageAttributes[] Of(RunRecord run, int threads, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var (attributes, done, step) = (new ImageAttributes[run.Images.Count], 0, Math.Max(1, run.Images.Count / 200));
        try
        {
            Parallel.For(0, attributes.Length, new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, image =>
            {
                attributes[image] = ImageAttributes.Of(run.Images[image].Path);
                var count = Interlocked.Increment(ref done);
                if (count % step == 0 || count == attributes.Length)
                {
                    progress?.Report(new("attributes", count, attributes.Length));
                }
            });
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        return attributes;
    }
}
