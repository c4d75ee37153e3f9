using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>
/// The mean of rows by the bootstrap-t (Efron 1982; Hall 1988, https://doi.org/10.1214/aos/1176350933): each resample is measured in its own standard
/// errors, so that the ends know how skewed few losses are. Units may have several rows each; the standard error is then that of a ratio
/// (Cochran 1977, 2.11).
/// </summary>
internal static class StudentizedMean
{
    /// <summary>The mean with its interval, clipped to its range.</summary>
    /// <returns>Null where an end is infinite, because resamples without spread reach into its tail, and with fewer than two units.</returns>
    public static Interval? Interval(RowMean mean, RowGroups groups, BootstrapOptions options, string purpose)
    {
        var units = Units.Of(mean, groups);
        if (units.Count < 2 || units.Moments(weights: null) is not { Error: > 0 } all)
        {
            return null;
        }

        var random = new RandomStream(options.Checked().Seed, "bootstrap-t", purpose);
        var weights = new int[units.Count];
        var distances = new double[options.Resamples];
        for (var resample = 0; resample < distances.Length; resample++)
        {
            Bootstrap.Draw(weights, random);
            var (value, error) = units.Moments(weights);
            distances[resample] = value == all.Mean ? 0 : (value - all.Mean) / error;
        }

        Array.Sort(distances);
        var low = all.Mean - (all.Error * Quantiles.OfSorted(distances, (1 + options.Level) / 2));
        var high = all.Mean - (all.Error * Quantiles.OfSorted(distances, (1 - options.Level) / 2));
        return double.IsFinite(low) && double.IsFinite(high)
            ? new(all.Mean, mean.Range.Clip(Math.Min(low, all.Mean)), mean.Range.Clip(Math.Max(high, all.Mean)), mean.Rows, options.Level)
            : null;
    }

    /// <summary>The sum of the values and the number of rows of each unit.</summary>
    private readonly record struct Units(double[] Sums, double[] Rows)
    {
        public int Count => Sums.Length;

        public static Units Of(RowMean mean, RowGroups groups)
        {
            var units = new Units(new double[groups.Count], new double[groups.Count]);
            for (var row = 0; row < mean.Rows; row++)
            {
                units.Sums[groups.UnitOfRow[row]] += mean.Values[row];
                units.Rows[groups.UnitOfRow[row]]++;
            }

            return units;
        }

        /// <summary>The mean and its standard error when every unit counts as often as its weight says, or once.</summary>
        public (double Mean, double Error) Moments(int[]? weights)
        {
            var (sum, rows, squares, products, counts) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (var unit = 0; unit < Count; unit++)
            {
                double weight = weights?[unit] ?? 1;
                sum += weight * Sums[unit];
                rows += weight * Rows[unit];
                squares += weight * Sums[unit] * Sums[unit];
                products += weight * Sums[unit] * Rows[unit];
                counts += weight * Rows[unit] * Rows[unit];
            }

            var mean = sum / rows;
            // The sum of (sum - rows x mean)^2; what is left of equal values is rounding.
            var spread = squares - (2 * mean * products) + (mean * mean * counts);
            return (mean, spread <= 1e-12 * squares ? 0 : Math.Sqrt(Count / (Count - 1.0) * spread) / rows);
        }
    }
}
