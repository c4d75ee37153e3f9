using TransferKit.Foundation;

namespace TransferKit.Datasets.Splitting;

/// <summary>Cuts a data set into folds by units.</summary>
internal static class FoldSplitter
{
    /// <summary>Splits as <see cref="ImageDataset.Folds"/> says.</summary>
    public static IReadOnlyList<Fold> Split(ImageDataset dataset, int count, int seed)
    {
        var outsideTest = Enumerable.Range(0, dataset.Samples.Count).Where(sample => dataset.Samples[sample].GivenSplit != SplitName.Test);
        var units = Units(dataset, outsideTest);
        if (count < 2 || count > units.Length)
        {
            throw new InvalidOptionsException(
                $"'folds' is {count}; allowed: 2 to {units.Length}, the number of independent images outside a given test part");
        }

        return Split(dataset, units, count, seed);
    }

    /// <summary>Cuts some of the samples into folds, or into as many as there are independent samples among them.</summary>
    /// <param name="dataset">The data.</param>
    /// <param name="among">The samples.</param>
    /// <param name="count">How many folds, at least 2.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>No fold where all samples belong together.</returns>
    public static IReadOnlyList<Fold> Split(ImageDataset dataset, IEnumerable<int> among, int count, int seed)
    {
        var units = Units(dataset, among);
        return units.Length < 2 ? [] : Split(dataset, units, Math.Min(count, units.Length), seed);
    }

    private static SampleUnit[] Units(ImageDataset dataset, IEnumerable<int> among)
    {
        var kept = among.ToHashSet();
        return [.. dataset.Units.Select(unit => unit with { Samples = [.. unit.Samples.Where(kept.Contains)] }).Where(unit => unit.Samples.Count > 0)];
    }

    private static Fold[] Split(ImageDataset dataset, SampleUnit[] units, int count, int seed)
    {
        var heldOut = HeldOut(dataset, units, count, seed);
        var all = units.SelectMany(unit => unit.Samples).Order().ToArray();
        return [.. heldOut.Select(fold => new Fold([.. all.Where(sample => !fold.Contains(sample))], [.. fold.Order()]))];
    }

    private static HashSet<int>[] HeldOut(ImageDataset dataset, IEnumerable<SampleUnit> units, int count, int seed)
    {
        var strata = new Strata(dataset.Whole);
        var folds = Enumerable.Range(0, count).Select(_ => new HashSet<int>()).ToArray();
        foreach (var stratum in units.GroupBy(unit => strata.Of(unit.Samples)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var shuffled = stratum.ToArray();
            new RandomStream(seed, "folds", stratum.Key).Shuffle<SampleUnit>(shuffled);
            var inStratum = new int[count];
            // The largest first: the small ones even out what the large ones leave uneven.
            foreach (var unit in shuffled.OrderByDescending(unit => unit.Samples.Count))
            {
                var fold = Enumerable.Range(0, count).OrderBy(index => inStratum[index]).ThenBy(index => folds[index].Count).First();
                folds[fold].UnionWith(unit.Samples);
                inStratum[fold] += unit.Samples.Count;
            }
        }

        return folds;
    }
}
