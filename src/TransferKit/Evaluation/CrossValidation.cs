using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>
/// Intervals from K folds, in which every row was predicted once by a model that did not see it. They are for the mean test figure of
/// the K fold models, not for a final model trained on all rows.
/// </summary>
public static class CrossValidation
{
    /// <summary>
    /// A metric over all held-out rows. The mean of a value a row (log-loss, mae) has the normal interval with the all-pairs variance of
    /// Bayle et al. (2020), clipped to its range; a share (accuracy) the score interval of the same variance, which is Wilson's; other metrics have
    /// the interval that they always have, and grouped rows are resampled.
    /// </summary>
    /// <param name="metric">What is measured.</param>
    /// <param name="heldOut">The held-out rows of all folds together, each once.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    /// <returns>Null as <see cref="Metric{TRows}.Measure"/> says; with one row, or no spread at all, what that gives.</returns>
    /// <exception cref="InvalidOptionsException">An option is out of its range.</exception>
    public static Interval? Measure<TRows>(Metric<TRows> metric, TRows heldOut, BootstrapOptions? options = null)
        where TRows : ScoredRows
    {
        options = (options ?? BootstrapOptions.Default).Checked();
        if (metric.Figure(heldOut) is not RowMean mean || mean.Rows < 2)
        {
            return metric.Measure(heldOut, options);
        }

        if (mean.IsShareOfRows)
        {
            return Proportion.Of([.. mean.Values.ToArray().Select(value => value == 1)], heldOut.Groups, options.Level);
        }

        if (!heldOut.Groups.AreSingleRows)
        {
            return mean.Interval(heldOut.Groups, options, metric.Name);
        }

        var error = StandardError(mean.Values);
        if (error == 0)
        {
            return metric.Measure(heldOut, options);
        }

        var value = mean.Values.ToArray().Average();
        var half = Quantiles.TwoSidedNormal(options.Level) * error;
        return new Interval(value, mean.Range.Clip(value - half), mean.Range.Clip(value + half), mean.Rows, options.Level);
    }

    // All-pairs: the spread of all values about their one mean, whatever their fold (Bayle et al. 2020, eq. 4.2).
    private static double StandardError(ReadOnlySpan<double> values)
    {
        var mean = values.ToArray().Average();
        return Math.Sqrt(values.ToArray().Average(value => Math.Pow(value - mean, 2)) / values.Length);
    }
}
