using TransferKit.Foundation;

namespace TransferKit.Datasets.Splitting;

/// <summary>A unit to allocate.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Stratum">Its kind.</param>
/// <param name="Size">How many samples count.</param>
internal readonly record struct Candidate(SampleUnit Unit, string Stratum, int Size);

/// <summary>Deals units to parts so that each part's share of every stratum is near its share of the whole.</summary>
internal static class StratifiedAllocation
{
    /// <summary>
    /// Fills each part from shuffled units as long as a unit brings it nearer to its quota; what a stratum leaves over or short
    /// passes to the next. Where a stratum has a unit for each part and one more, no part and not the rest goes without.
    /// </summary>
    /// <param name="candidates">The units, in an order that does not depend on the files'.</param>
    /// <param name="shares">The parts with their shares of the samples, above 0, together below 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="purpose">Names the stream of random numbers.</param>
    /// <returns>The units of each part; units in none are the rest.</returns>
    public static IReadOnlyDictionary<SplitName, List<SampleUnit>> Allocate(
        IEnumerable<Candidate> candidates, IReadOnlyList<(SplitName Part, double Share)> shares, int seed, string purpose)
    {
        var parts = shares.ToDictionary(share => share.Part, _ => new List<SampleUnit>());
        var carried = new double[shares.Count];
        foreach (var stratum in candidates.GroupBy(candidate => candidate.Stratum).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var left = stratum.ToArray();
            new RandomStream(seed, purpose, stratum.Key).Shuffle<Candidate>(left);
            var remaining = left.ToList();
            var rows = left.Sum(unit => unit.Size);
            var largest = left.Max(unit => unit.Size);
            var everyPart = left.Length > shares.Count;
            for (var part = 0; part < shares.Count; part++)
            {
                var quota = shares[part].Share * rows + carried[part];
                var reserved = everyPart ? shares.Count - part : 1;
                var taken = Take(remaining, quota, reserved, atLeastOne: everyPart);
                parts[shares[part].Part].AddRange(taken.Select(candidate => candidate.Unit));
                carried[part] = Math.Clamp(quota - taken.Sum(candidate => candidate.Size), -largest / 2.0, largest / 2.0);
            }
        }

        return parts;
    }

    private static List<Candidate> Take(List<Candidate> remaining, double quota, int reserved, bool atLeastOne)
    {
        var taken = new List<Candidate>();
        var kept = new List<Candidate>();
        foreach (var candidate in remaining)
        {
            var free = remaining.Count - taken.Count - reserved;
            if (free > 0 && quota > 0 && candidate.Size <= 2 * quota)
            {
                taken.Add(candidate);
                quota -= candidate.Size;
            }
            else
            {
                kept.Add(candidate);
            }
        }

        if (taken.Count == 0 && atLeastOne)
        {
            var smallest = kept.MinBy(candidate => candidate.Size);
            taken.Add(smallest);
            kept.Remove(smallest);
        }

        remaining.Clear();
        remaining.AddRange(kept);
        return taken;
    }
}
