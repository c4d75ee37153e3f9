using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>Draws units with replacement and recomputes a figure (Efron 1979; groups as units: Davison and Hinkley 1997, 3.8).</summary>
internal static class Bootstrap
{
    /// <summary>The figure with its BCa interval.</summary>
    /// <param name="figure">What is resampled.</param>
    /// <param name="rows">The n to print.</param>
    /// <param name="options">Resamples, level and seed.</param>
    /// <param name="purpose">Keys the random numbers.</param>
    /// <returns>Null where the figure is not defined, or where a single unit bounds it on no side.</returns>
    public static Interval? Interval(IResampledFigure figure, int rows, BootstrapOptions options, string purpose) =>
        Resample(figure, options, purpose)?.Interval(options.Level, rows);

    /// <summary>The distribution of the figure over resamples, or null as <see cref="Interval"/> says.</summary>
    public static ResampledDistribution? Resample(IResampledFigure figure, BootstrapOptions options, string purpose)
    {
        options.Checked();
        if (!double.IsFinite(figure.Estimate))
        {
            return null;
        }

        var values = figure.Strata.Any(units => units < 2) ? [] : Draw(figure, options, purpose);
        return values.Length == 0 && !figure.Range.IsBounded
            ? null
            : new ResampledDistribution(figure, values, Acceleration(figure));
    }

    private static double[] Draw(IResampledFigure figure, BootstrapOptions options, string purpose)
    {
        var random = new RandomStream(options.Seed, "bootstrap", purpose);
        var weights = new int[figure.Strata.Sum()];
        var values = new List<double>(options.Resamples);
        for (var resample = 0; resample < options.Resamples; resample++)
        {
            Draw(weights, figure.Strata, random);
            var value = figure.Resampled(weights);
            // A resample in which the figure is not defined (R2 of equal labels) says nothing of its spread.
            if (double.IsFinite(value))
            {
                values.Add(value);
            }
        }

        values.Sort();
        return [.. values];
    }

    /// <summary>Draws as many units as there are, with replacement.</summary>
    /// <param name="weights">Filled with how often each unit was drawn.</param>
    /// <param name="random">The random numbers.</param>
    public static void Draw(Span<int> weights, RandomStream random)
    {
        weights.Clear();
        for (var draw = 0; draw < weights.Length; draw++)
        {
            weights[random.NextInt32(weights.Length)]++;
        }
    }

    private static void Draw(int[] weights, IReadOnlyList<int> strata, RandomStream random)
    {
        var start = 0;
        foreach (var units in strata)
        {
            Draw(weights.AsSpan(start, units), random);
            start += units;
        }
    }

    // A sixth of the skewness of the figure's empirical influence values, from the jackknife (Efron 1987, 6.6 and 7.3).
    private static double Acceleration(IResampledFigure figure)
    {
        var (squares, cubes, start) = (0.0, 0.0, 0);
        var without = figure.LeaveOneOut();
        foreach (var units in figure.Strata)
        {
            var values = without.AsSpan(start, units).ToArray().Where(double.IsFinite).ToArray();
            var mean = values.Length == 0 ? 0 : values.Average();
            foreach (var value in values)
            {
                var influence = (units - 1) * (mean - value) / units;
                squares += influence * influence;
                cubes += influence * influence * influence;
            }

            start += units;
        }

        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }
}
