using TransferKit.Foundation;

namespace TransferKit.Datasets.Splitting;

/// <summary>
/// Some samples in an order of which every beginning is a stratified subsample: a smaller subsample is a part of every larger one. Units stay together.
/// </summary>
internal sealed class NestedSamples
{
    private readonly IReadOnlyList<IReadOnlyList<int>> _units;

    /// <param name="dataset">The data.</param>
    /// <param name="among">The samples.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="purpose">Names the stream of random numbers.</param>
    public NestedSamples(ImageDataset dataset, IEnumerable<int> among, int seed, string purpose)
    {
        var kept = among.ToHashSet();
        var strata = new Strata(dataset.Whole);
        var units = dataset.Units.Select(unit => unit.Samples.Where(kept.Contains).ToArray()).Where(unit => unit.Length > 0);
        _units = [.. units.GroupBy(strata.Of).OrderBy(stratum => stratum.Key, StringComparer.Ordinal).SelectMany(stratum => Spread([.. stratum], new(seed, purpose, stratum.Key)))
            .OrderBy(unit => unit.Place).Select(unit => unit.Samples)];
        Count = _units.Sum(unit => unit.Count);
    }

    /// <summary>How many samples there are.</summary>
    public int Count { get; }

    /// <summary>The beginning whose number of samples is nearest to the size, ascending.</summary>
    public IReadOnlyList<int> Take(int size)
    {
        var taken = new List<int>();
        foreach (var unit in _units)
        {
            if (2 * taken.Count + unit.Count > 2 * size)
            {
                break;
            }

            taken.AddRange(unit);
        }

        return [.. taken.Order()];
    }

    /// <summary>Places the units of a stratum between 0 and 1, one at random in each of as many equal parts.</summary>
    private static IEnumerable<(double Place, IReadOnlyList<int> Samples)> Spread(int[][] units, RandomStream random)
    {
        random.Shuffle<int[]>(units);
        return [.. units.Select((unit, place) => ((place + random.NextDouble()) / units.Length, (IReadOnlyList<int>)unit))];
    }
}
