using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Strategy.Distributions;

/// <summary>Two sets of images that are compared.</summary>
/// <param name="FromName">The name of the one.</param>
/// <param name="From">The places of its images in the run.</param>
/// <param name="ToName">The name of the other.</param>
/// <param name="To">The places of its images in the run.</param>
internal sealed record ComparedParts(string FromName, int[] From, string ToName, int[] To)
{
    /// <summary>What is compared of a run.</summary>
    /// <exception cref="InvalidOptionsException">There is nothing to compare.</exception>
    public static IReadOnlyList<ComparedParts> Of(RunRecord run, bool bySource) => bySource ? Sources(run) : Parts(run);

    /// <summary>Every part with the next; none where there is one alone.</summary>
    public static IReadOnlyList<ComparedParts> Neighbours(RunRecord run)
    {
        (string Name, int[] Images)[] parts = [.. Enum.GetValues<SplitName>().Select(part => (part.ToText(), Where(run, image => image.Part == part)))
            .Where(part => part.Item2.Length > 1)];
        return [.. parts.Zip(parts.Skip(1), (from, to) => new ComparedParts(from.Name, from.Images, to.Name, to.Images))];
    }

    private static IReadOnlyList<ComparedParts> Parts(RunRecord run) => Neighbours(run) is { Count: > 0 } pairs ? pairs
        : throw new InvalidOptionsException($"The run '{run.Id}' has images in one part alone, so there is nothing to compare them with.");

    private static ComparedParts[] Sources(RunRecord run)
    {
        (string Name, int[] Images)[] sources = [.. run.Images.Select(image => image.Source).OfType<string>().Distinct().Order(StringComparer.Ordinal)
            .Select(source => (source, Where(run, image => image.Source == source))).Where(source => source.Item2.Length > 1)];
        if (sources.Length < 2)
        {
            throw new InvalidOptionsException($"The images of the run '{run.Id}' name {sources.Length} sources; comparing takes two: a column 'source' in the data tells them.");
        }

        // What counts is the distribution that dev is of.
        var target = sources.OrderByDescending(source => source.Images.Count(image => run.Images[image].Part == SplitName.Dev)).ThenByDescending(source => source.Images.Length).First();
        return [.. sources.Where(source => source != target).Select(source => new ComparedParts(source.Name, source.Images, target.Name, target.Images))];
    }

    private static int[] Where(RunRecord run, Func<RunImage, bool> holds) => [.. run.Images.Index().Where(image => holds(image.Item)).Select(image => image.Index)];
}
