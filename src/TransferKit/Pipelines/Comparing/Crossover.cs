using TransferKit.Evaluation;

namespace TransferKit.Pipelines.Comparing;

/// <summary>From how many images on one model does better than the pipeline, by a power law fitted to the errors of each.</summary>
/// <param name="Verdict"><c>staged</c>: the pipeline is ahead as far as can be seen; <c>end-to-end</c>: the one model is, from the fewest images on;
/// <c>crossover</c>: it overtakes inside of what can be seen; <c>undecided</c>: the intervals leave it open.</param>
/// <param name="Size">The images from which on it is ahead; null where there is no such number in reach.</param>
/// <param name="Low">The lower end of the interval of that number; null where it lies beyond reach.</param>
/// <param name="High">The upper end; null where it lies beyond reach.</param>
/// <param name="Reach">How far can be seen: ten times the most images that were learned from.</param>
/// <param name="Text">The same in a sentence.</param>
public sealed record Crossover(string Verdict, double? Size, double? Low, double? High, double Reach, string Text)
{
    private const double SeenBeyond = 10;
    private const int Places = 200;
    private const double Tail = 0.025;

    /// <summary>Finds it.</summary>
    /// <param name="sizes">Images that were learned from, ascending.</param>
    /// <param name="staged">The pipeline's error at each.</param>
    /// <param name="endToEnd">The one model's error at each.</param>
    /// <param name="resamples">Both errors at all sizes, the pipeline's first, when images and seeds are drawn anew.</param>
    internal static Crossover Of(IReadOnlyList<double> sizes, double[] staged, double[] endToEnd, IReadOnlyList<double[]> resamples)
    {
        var reach = SeenBeyond * sizes[^1];
        var count = sizes.Count;
        if (count < PowerLawFit.LeastSizes || resamples.Count == 0)
        {
            return AtOneSize(sizes[^1], reach, resamples.Select(errors => errors[(2 * count) - 1] - errors[count - 1]).Order().ToArray());
        }

        var (first, second) = (Fit(sizes, resamples, 0), Fit(sizes, resamples, count));
        double[] places = [.. Enumerable.Range(0, Places).Select(place => sizes[0] * Math.Pow(reach / sizes[0], place / (Places - 1.0)))];
        double Find(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
        {
            var (pipeline, model) = (first.Of(one), second.Of(other));
            // The last size at which the pipeline is ahead: beyond it the one model stays ahead.
            var last = Array.FindLastIndex(places, size => model.At(size) >= pipeline.At(size));
            return last < 0 ? 0 : last == Places - 1 ? double.PositiveInfinity : places[last + 1];
        }

        var found = Find(staged, endToEnd);
        double[] drawn = [.. resamples.Select(errors => Find(errors.AsSpan(0, count), errors.AsSpan(count, count))).Order()];
        var (low, high) = (drawn[(int)(Tail * (drawn.Length - 1))], drawn[(int)Math.Ceiling((1 - Tail) * (drawn.Length - 1))]);
        return Judge(sizes, found, Math.Min(low, found), Math.Max(high, found), reach);
    }

    private static PowerLawFit Fit(IReadOnlyList<double> sizes, IReadOnlyList<double[]> resamples, int from) => new(
        sizes, [.. sizes.Select((_, size) =>
        {
            var mean = resamples.Average(errors => errors[from + size]);
            return resamples.Average(errors => Math.Pow(errors[from + size] - mean, 2));
        })]);

    private static Crossover Judge(IReadOnlyList<double> sizes, double found, double low, double high, double reach)
    {
        var verdict = double.IsInfinity(low) ? "staged" : high == 0 ? "end-to-end" : low > 0 && double.IsFinite(high) ? "crossover" : "undecided";
        string Number(double size) => size == 0 ? FormattableString.Invariant($"{sizes[0]:N0} or fewer") : double.IsInfinity(size) ? FormattableString.Invariant($"none within {reach:N0}") : FormattableString.Invariant($"{size:N0}");
        var text = verdict switch
        {
            "staged" => FormattableString.Invariant($"The pipeline is ahead, and stays so: no crossover within {reach:N0} images."),
            "end-to-end" => FormattableString.Invariant($"One model from pixels to answer is ahead from {sizes[0]:N0} images on."),
            "crossover" => $"One model overtakes the pipeline at {Number(found)} images [{Number(low)}, {Number(high)}].",
            _ => $"Which is ahead is not certain at all sizes: the crossover is at {Number(found)} images [{Number(low)}, {Number(high)}].",
        };
        double? Known(double size) => size > 0 && double.IsFinite(size) ? Math.Round(size) : null;
        return new(verdict, Known(found), Known(low), Known(high), reach, text);
    }

    /// <summary>Without a curve only that one size can be judged.</summary>
    private static Crossover AtOneSize(double size, double reach, double[] ahead)
    {
        var (low, high) = ahead.Length == 0 ? (-1, 1) : (ahead[(int)(Tail * (ahead.Length - 1))], ahead[(int)Math.Ceiling((1 - Tail) * (ahead.Length - 1))]);
        var verdict = low > 0 ? "staged" : high < 0 ? "end-to-end" : "undecided";
        var text = verdict switch
        {
            "staged" => FormattableString.Invariant($"With {size:N0} images the pipeline is ahead."),
            "end-to-end" => FormattableString.Invariant($"With {size:N0} images one model from pixels to answer is ahead."),
            _ => FormattableString.Invariant($"With {size:N0} images the two cannot be told apart."),
        };
        return new(verdict, null, null, null, reach, text + FormattableString.Invariant($" How that changes with more takes {PowerLawFit.LeastSizes} sizes."));
    }
}
