using System.Numerics;
using TransferKit.Imaging;

namespace TransferKit.Datasets.Splitting;

/// <summary>
/// Finds pairs of perceptual hashes that differ in few bits. By the pigeonhole principle two hashes that differ in at most d bits
/// agree in one of d + 1 bands, so only hashes that share a band are compared.
/// </summary>
internal static class NearDuplicates
{
    private const int Bits = 64;

    // Blank and nearly blank pictures share a hash whatever they show, so it tells nothing about them.
    private const int LeastStructure = 8;

    /// <summary>Joins the sets of samples whose hashes differ in at most <paramref name="distance"/> bits.</summary>
    public static void Join(IReadOnlyList<ulong> hashes, int distance, UnionFind sets)
    {
        var firsts = new Dictionary<ulong, int>();
        for (var index = 0; index < hashes.Count; index++)
        {
            if (HasStructure(hashes[index]) && !firsts.TryAdd(hashes[index], index))
            {
                sets.Join(index, firsts[hashes[index]]);
            }
        }

        if (distance == 0)
        {
            return;
        }

        var distinct = firsts.Keys.ToArray();
        for (var band = 0; band <= distance; band++)
        {
            JoinWithinBand(distinct, firsts, BandMask(band, distance + 1), distance, sets);
        }
    }

    private static void JoinWithinBand(ulong[] hashes, Dictionary<ulong, int> firsts, ulong mask, int distance, UnionFind sets)
    {
        var sorted = hashes.ToArray();
        Array.Sort(Array.ConvertAll(sorted, hash => hash & mask), sorted);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && (sorted[end] & mask) == (sorted[start] & mask); end++)
            {
                for (var other = start; other < end; other++)
                {
                    if (PerceptualHash.HammingDistance(sorted[other], sorted[end]) <= distance)
                    {
                        sets.Join(firsts[sorted[other]], firsts[sorted[end]]);
                    }
                }
            }
        }
    }

    private static bool HasStructure(ulong hash) => BitOperations.PopCount(hash) is >= LeastStructure and <= Bits - LeastStructure;

    private static ulong BandMask(int band, int bands)
    {
        var (from, to) = (band * Bits / bands, (band + 1) * Bits / bands);
        return ((1UL << (to - from)) - 1) << from;
    }
}
