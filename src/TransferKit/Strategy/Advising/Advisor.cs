using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy.Errors;

namespace TransferKit.Strategy.Advising;

/// <summary>When to transfer, when to share, when to go end to end, from the measurements at hand (lessons 19 to 21 of Ng's course).</summary>
public static class Advisor
{
    /// <summary>Judges a run's data and what was compared on them, and names the measurements that would decide what is open.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">What else is known, or null for nothing.</param>
    /// <param name="progress">Takes reports of the phase <c>attributes</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>An answer a question; sharing is left out for one task.</returns>
    /// <exception cref="InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="InvalidDatasetException">A comparison cannot be read, or is of other tasks.</exception>
    /// <exception cref="Imaging.InvalidImageException">An image cannot be read any more.</exception>
    public static async Task<IReadOnlyList<Advice>> RunAsync(
        RunRecord run, AdviceOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        var comparisons = options.Comparisons.Select(path => ComparisonFile.Read(path, run)).ToArray();
        var attributes = await Task.Run(() => RunAttributes.Of(run, options.Threads, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. new[] { TransferAdvice.Of(run, run.Tasks[0], attributes, comparisons), SharingAdvice.Of(run, comparisons), EndToEndAdvice.Of(run, comparisons) }.OfType<Advice>()];
    }
}
