namespace TransferKit.Evaluation;

/// <summary>
/// How likely a value drawn from one group is larger than one drawn from another, equal ones counting half: the area under the ROC curve, 0.5
/// where the groups are alike. Its ends are those shares that the measured one is just not too far from, by their own spread (Newcombe 2006, method 5,
/// https://doi.org/10.1002/sim.2324), so that groups that do not overlap have an interval too.
/// </summary>
public static class Superiority
{
    private const int Steps = 50;

    /// <summary>Measures it.</summary>
    /// <param name="lower">The values of one group.</param>
    /// <param name="upper">The values of the group that may be larger.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    /// <returns>n is the values of both; null where a group has fewer than two.</returns>
    public static Interval? Of(IReadOnlyList<double> lower, IReadOnlyList<double> upper, double level = 0.95)
    {
        if (lower.Count < 2 || upper.Count < 2)
        {
            return null;
        }

        var value = Placements(lower, upper).Average();
        var z = Quantiles.TwoSidedNormal(level);
        double Reach(double share) => z * Math.Sqrt(Variance(share, lower.Count, upper.Count));
        return new(
            value,
            Quantiles.Edge(0, value, share => share + Reach(share) < value, Steps),
            Quantiles.Edge(1, value, share => share - Reach(share) > value, Steps),
            lower.Count + upper.Count,
            level);
    }

    /// <summary>The chance of groups that differ so much or more where there is no difference (Mann and Whitney 1947), two-sided, allowing for ties.</summary>
    /// <param name="lower">The values of one group.</param>
    /// <param name="upper">The values of the other group.</param>
    /// <returns>1 where all values are equal or a group is empty.</returns>
    public static double PValue(IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        var (m, n) = ((double)lower.Count, (double)upper.Count);
        var all = m + n;
        var ties = lower.Concat(upper).CountBy(value => value).Sum(tie => (Math.Pow(tie.Value, 3) - tie.Value) / (all * (all - 1)));
        var spread = Math.Sqrt(m * n / 12 * (all + 1 - ties));
        if (!(spread > 0))
        {
            return 1;
        }

        var distance = Math.Abs((Placements(lower, upper).Average() - 0.5) * m * n);
        return Math.Min(1, 2 * Quantiles.NormalProbability(-Math.Max(0, distance - 0.5) / spread));
    }

    /// <summary>Of each value, the share of the others that it is above, equal ones counting half.</summary>
    private static double[] Placements(IReadOnlyList<double> others, IReadOnlyList<double> values)
    {
        double[] sorted = [.. others.Order()];
        return [.. values.Select(value => (Below(sorted, value, orEqual: false) + Below(sorted, value, orEqual: true)) / 2.0 / sorted.Length)];
    }

    private static int Below(double[] sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (orEqual && sorted[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Of a share measured on groups of exponential values (Hanley and McNeil 1982), in the form that treats both groups alike.</summary>
    private static double Variance(double share, int m, int n) =>
        share * (1 - share) * (1 + ((((m + n) / 2.0) - 1) * (((1 - share) / (2 - share)) + (share / (1 + share))))) / m / n;
}
