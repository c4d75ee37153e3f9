using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>
/// Draws two kinds of units at once, such as images and seeds, with replacement: a row counts as often as its image was drawn times as often as its
/// seed was (Owen 2007, the pigeonhole bootstrap). Several figures of the same rows are drawn together, so that what moves all of them is kept.
/// </summary>
internal static class CrossedBootstrap
{
    /// <summary>The figures of each resample, [resample][figure]; resamples in which one of them is not defined are left out.</summary>
    /// <param name="figures">Figures of the same rows.</param>
    /// <param name="first">The unit of the first kind that each row belongs to, from 0 on.</param>
    /// <param name="second">The unit of the second kind; where there is one only, the first kind alone is drawn.</param>
    /// <param name="options">Resamples and seed.</param>
    /// <param name="purpose">Keys the random numbers.</param>
    public static IReadOnlyList<double[]> Draw(IReadOnlyList<IRowFigure> figures, int[] first, int[] second, BootstrapOptions options, string purpose)
    {
        var rows = Enumerable.Range(0, first.Length).ToArray();
        var resampled = figures.Select(figure => figure.Over(rows, rows.Length)).ToArray();
        var random = new RandomStream(options.Checked().Seed, "crossed bootstrap", purpose);
        var (ofFirst, ofSecond) = (new int[first.Max() + 1], new int[second.Max() + 1]);
        var weights = new int[rows.Length];
        var drawn = new List<double[]>(options.Resamples);
        for (var resample = 0; resample < options.Resamples; resample++)
        {
            Bootstrap.Draw(ofFirst, random);
            Bootstrap.Draw(ofSecond, random);
            foreach (var row in rows)
            {
                weights[row] = ofFirst[first[row]] * ofSecond[second[row]];
            }

            double[] values = [.. resampled.Select(figure => figure.Resampled(weights))];
            if (values.All(double.IsFinite))
            {
                drawn.Add(values);
            }
        }

        return drawn;
    }
}
