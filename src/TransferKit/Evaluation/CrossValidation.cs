using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>
/// Intervals from K folds, in which every row was predicted once by a model that did not see it. They are for the mean test figure of
/// the K fold models, not for a final model trained on all rows.
/// </summary>
public static class CrossValidation
{
    /// <summary>
    /// A metric over all held-out rows. The mean of a value a row (accuracy, log-loss, mae) has the normal interval with the all-pairs
    /// variance of Bayle et al. (2020), clipped to its range; other metrics, and grouped rows, are resampled (BCa).
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

        if (!heldOut.Groups.AreSingleRows)
        {
            return Bootstrap.Interval(
                mean.Over(heldOut.Groups.UnitOfRow, heldOut.Groups.Count), heldOut.Count, options, metric.Name);
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
