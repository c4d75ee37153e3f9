namespace TransferKit.Evaluation;

/// <summary>
/// The difference of two shares of the same rows by Tango's score interval (1998, https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8&lt;891::AID-SIM780&gt;3.0.CO;2-B),
/// which ends at zero where McNemar's test without correction has that p. Only the rows that one model alone has right move it, and of few of those
/// a bootstrap is too narrow. With grouped rows the counts are divided by the design effect and Student's t replaces the normal quantile, as <see cref="Proportion"/> does.
/// </summary>
internal static class PairedShares
{
    private const int Steps = 60;

    /// <summary>First minus second.</summary>
    /// <param name="first">Which rows the first model has right, as 0 and 1.</param>
    /// <param name="second">The same of the second model.</param>
    /// <param name="groups">Which rows belong together.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    /// <returns>Null without rows; the whole of -1 to 1 when all rows are one group of several.</returns>
    public static Difference? Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, RowGroups groups, double level)
    {
        if (first.IsEmpty)
        {
            return null;
        }

        var differences = new double[first.Length];
        for (var row = 0; row < differences.Length; row++)
        {
            differences[row] = first[row] - second[row];
        }

        var value = differences.Average();
        if (groups.Count == 1 && differences.Length > 1)
        {
            return new(new(value, -1, 1, differences.Length, level), 1);
        }

        var rows = groups.AreSingleRows ? differences.Length : EffectiveRows(differences, value, groups);
        var counts = new Counts(
            rows * differences.Count(difference => difference > 0) / differences.Length,
            rows * differences.Count(difference => difference < 0) / differences.Length,
            rows);
        var freedom = groups.AreSingleRows ? double.PositiveInfinity : groups.Count - 1;
        var quantile = Quantiles.TwoSidedStudent(level, freedom);
        var interval = new Interval(
            value,
            Quantiles.Edge(-1, value, difference => counts.Score(difference) > quantile, Steps),
            Quantiles.Edge(1, value, difference => counts.Score(difference) < -quantile, Steps),
            differences.Length,
            level);
        return new(interval, Math.Min(1, 2 * Quantiles.StudentProbability(-Math.Abs(counts.Score(0)), freedom)));
    }

    // Models that agree, or differ the same way, on every row tell nothing of how alike the rows of a group are: then a group counts as one row.
    private static double EffectiveRows(double[] differences, double value, RowGroups groups)
    {
        var (sums, rows) = (new double[groups.Count], new double[groups.Count]);
        for (var row = 0; row < differences.Length; row++)
        {
            sums[groups.UnitOfRow[row]] += differences[row];
            rows[groups.UnitOfRow[row]]++;
        }

        var alone = differences.Average(difference => difference * difference) - (value * value);
        var grouped = groups.Count / (groups.Count - 1.0) * sums.Zip(rows, (sum, count) => Math.Pow(sum - (count * value), 2)).Sum() / differences.Length;
        return alone <= 0 ? groups.Count : Math.Min(differences.Length, differences.Length * alone / grouped);
    }

    /// <summary>Rows that one model alone has right, of all; with groups they need not be whole.</summary>
    private readonly record struct Counts(double OnlyFirst, double OnlySecond, double Rows)
    {
        /// <summary>How many standard errors the counts lie above what a difference makes likely, the rest being most likely under that difference.</summary>
        public double Score(double difference)
        {
            var above = OnlyFirst - OnlySecond - (Rows * difference);
            var b = (((2 * Rows) - OnlyFirst + OnlySecond) * difference) - OnlyFirst - OnlySecond;
            var c = -OnlySecond * difference * (1 - difference);
            var onlySecond = (Math.Sqrt(Math.Max(0, (b * b) - (8 * Rows * c))) - b) / (4 * Rows);
            var variance = Rows * ((2 * onlySecond) + (difference * (1 - difference)));
            return variance > 0 ? above / Math.Sqrt(variance) : above == 0 ? 0 : double.PositiveInfinity * Math.Sign(above);
        }
    }
}
