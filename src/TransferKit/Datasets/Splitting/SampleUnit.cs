using TransferKit.Foundation;

namespace TransferKit.Datasets.Splitting;

/// <summary>Samples that every split keeps together.</summary>
/// <param name="Key">Names the unit by its content: the least content hash in it.</param>
/// <param name="Samples">Indices into the data set's samples, ascending.</param>
internal sealed record SampleUnit(string Key, IReadOnlyList<int> Samples);

/// <summary>Joins samples of one group, of identical content, or that look the same.</summary>
internal static class UnitFinder
{
    /// <summary>The units in the order of their keys, which does not depend on the order of the samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="distance">The largest distance of perceptual hashes that look the same; null to leave looks aside.</param>
    public static IReadOnlyList<SampleUnit> Find(IReadOnlyList<ImageSample> samples, int? distance)
    {
        var sets = new UnionFind(samples.Count);
        var contents = new Dictionary<ContentHash, int>();
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < samples.Count; index++)
        {
            JoinWithFirst(contents, samples[index].Content, index, sets);
            if (samples[index].Group is { } group)
            {
                JoinWithFirst(groups, group, index, sets);
            }
        }

        if (distance is { } bits)
        {
            NearDuplicates.Join([.. samples.Select(sample => sample.PerceptualHash)], bits, sets);
        }

        return [.. Enumerable.Range(0, samples.Count)
            .GroupBy(sets.Find)
            .Select(unit => new SampleUnit(unit.Select(index => samples[index].Content.Hex).Min(StringComparer.Ordinal)!, [.. unit]))
            .OrderBy(unit => unit.Key, StringComparer.Ordinal)];
    }

    private static void JoinWithFirst<TKey>(Dictionary<TKey, int> firsts, TKey key, int index, UnionFind sets)
        where TKey : notnull
    {
        if (!firsts.TryAdd(key, index))
        {
            sets.Join(index, firsts[key]);
        }
    }
}
