using TransferKit.Imaging;

namespace TransferKit.Datasets.Splitting;

/// <summary>Pairs of perceptual hashes that differ in few bits.</summary>
internal static class HashNeighbours
{
    /// <summary>The pairs, each once, the lower place first. Hashes of blank pictures tell nothing and are left out.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <param name="distance">The bits that may differ, 0 to 63.</param>
    public static IEnumerable<(int First, int Second)> Within(IReadOnlyList<ulong> hashes, int distance)
    {
        var sets = new UnionFind(hashes.Count);
        NearDuplicates.Join(hashes, distance, sets);
        // Sets are chains of neighbours: their ends may be further apart.
        foreach (var set in Enumerable.Range(0, hashes.Count).GroupBy(sets.Find).Where(set => set.Count() > 1))
        {
            var members = set.ToArray();
            foreach (var (place, first) in members.Index())
            {
                foreach (var second in members[(place + 1)..].Where(second => PerceptualHash.HammingDistance(hashes[first], hashes[second]) <= distance))
                {
                    yield return (first, second);
                }
            }
        }
    }
}
