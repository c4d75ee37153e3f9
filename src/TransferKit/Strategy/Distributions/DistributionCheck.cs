using TransferKit.Evaluation;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Strategy.Errors;

namespace TransferKit.Strategy.Distributions;

/// <summary>Whether the parts of a run's data come from one distribution, and what differs where they do not.</summary>
public sealed record DistributionCheck
{
    private DistributionCheck()
    {
    }

    /// <summary>The parts that were compared, in order.</summary>
    public required IReadOnlyList<PartComparison> Comparisons { get; init; }

    /// <summary>What was left out and why, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Compares every part with the next (train, train-dev, dev, test), or every source with the one that dev is of.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="progress">Takes reports of the phases <c>attributes</c> and <c>features</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOptionsException">An option is out of its range, or there are no two parts or sources.</exception>
    /// <exception cref="InvalidImageException">An image cannot be read any more.</exception>
    public static Task<DistributionCheck> RunAsync(
        RunRecord run, DistributionOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(run, options ?? new(), null, progress, cancellationToken);

    /// <summary>Compares parts of a run whose images may have been measured already.</summary>
    internal static async Task<DistributionCheck> RunAsync(
        RunRecord run, DistributionOptions options, ImageAttributes[]? known, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        options.Check();
        var pairs = ComparedParts.Of(run, options.BySource);
        var attributes = known ?? await Task.Run(() => RunAttributes.Of(run, options.Threads, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        var (features, note) = await FrozenFeatures.OfAsync(run, options, progress, cancellationToken).ConfigureAwait(false);
        var comparisons = await Task.Run(
            () => pairs.Select(pair => Compare(run, pair, attributes, features, options.Threads, cancellationToken)).ToArray(), cancellationToken).ConfigureAwait(false);
        return new() { Comparisons = Adjusted(comparisons), Notes = note is null ? [] : [note] };
    }

    private static PartComparison Compare(
        RunRecord run, ComparedParts pair, ImageAttributes[] attributes, FeatureMatrix? features, int threads, CancellationToken cancellationToken)
    {
        var scores = features is null ? null : PartClassifier.Scores(run, pair, features, threads, cancellationToken);
        return new(
            pair.FromName, pair.ToName, pair.From.Length, pair.To.Length,
            scores is var (from, to) ? Superiority.Of(from, to) : null, scores is var (f, t) ? Superiority.PValue(f, t) : null,
            [.. ImageAttributes.All.Select(attribute => Attribute(attribute.Name, Values(pair.From, attribute.Value), Values(pair.To, attribute.Value)))
                .OfType<AttributeDifference>().OrderBy(attribute => attribute.P)],
            [.. LabelDrift.Of(run, pair).OrderBy(label => label.P)]);
        double[] Values(int[] images, Func<ImageAttributes, double> value) => [.. images.Select(image => value(attributes[image]))];
    }

    private static AttributeDifference? Attribute(string name, double[] from, double[] to) => Superiority.Of(from, to) is { } larger
        ? new(name, RobustSpread.Of(from).Median, RobustSpread.Of(to).Median, larger, Superiority.PValue(from, to)) : null;

    /// <summary>Allows for everything that was looked at together (Holm 1979).</summary>
    private static PartComparison[] Adjusted(PartComparison[] comparisons)
    {
        var adjusted = new Queue<double>(HolmCorrection.Of([.. comparisons.SelectMany(comparison => (double[])
        [
            .. comparison.ClassifierP is { } p ? [p] : Array.Empty<double>(), .. comparison.Attributes.Select(attribute => attribute.P),
            .. comparison.Labels.Select(label => label.P),
        ])]));
        return [.. comparisons.Select(comparison => comparison with
        {
            ClassifierP = comparison.ClassifierP is null ? null : adjusted.Dequeue(),
            Attributes = [.. comparison.Attributes.Select(attribute => attribute with { P = adjusted.Dequeue() })],
            Labels = [.. comparison.Labels.Select(label => label with { P = adjusted.Dequeue() })],
        })];
    }
}
