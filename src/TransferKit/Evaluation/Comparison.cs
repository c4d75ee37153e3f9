namespace TransferKit.Evaluation;

/// <summary>
/// Differences of a metric between two sets of scored rows, by BCa bootstrap (Efron and Tibshirani 1993, chapters 14 to 16), or by Tango's score
/// interval (1998) where each of the same rows is right or wrong. Each is null where <see cref="Metric{TRows}.Measure"/> would be null on either side.
/// </summary>
public static class Comparison
{
    /// <summary>Two models on the same rows: rows, or groups of rows, are drawn for both at once.</summary>
    /// <param name="metric">What is compared.</param>
    /// <param name="first">What the first model said.</param>
    /// <param name="second">What the second model said of the same rows in the same order.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    /// <returns>First minus second; n is the number of rows.</returns>
    /// <exception cref="ArgumentException">Labels or groups differ: these are not the same rows.</exception>
    public static Difference? SameRows<TRows>(Metric<TRows> metric, TRows first, TRows second, BootstrapOptions? options = null)
        where TRows : ScoredRows
    {
        if (!first.SameRowsAs(second))
        {
            throw new ArgumentException("the two models were not scored on the same rows: labels or groups differ", nameof(second));
        }

        return metric.Figure(first) is RowMean { IsShareOfRows: true } left && metric.Figure(second) is RowMean { IsShareOfRows: true } right
            ? PairedShares.Of(left.Values, right.Values, first.Groups, (options ?? BootstrapOptions.Default).Checked().Level)
            : Paired(metric, first, second, (first.Groups.UnitOfRow.ToArray(), second.Groups.UnitOfRow.ToArray(), first.Groups.Count), options);
    }

    /// <summary>
    /// Two sets of rows of the same groups (the same concepts by other artists): a group is drawn for both at once. A group or a lone
    /// row in one set only is drawn too.
    /// </summary>
    /// <param name="metric">What is compared.</param>
    /// <param name="first">The first set, with groups.</param>
    /// <param name="second">The second set, with the same group names where it has the same groups.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    /// <returns>First minus second; n is the number of rows of both sets.</returns>
    public static Difference? SameGroups<TRows>(Metric<TRows> metric, TRows first, TRows second, BootstrapOptions? options = null)
        where TRows : ScoredRows =>
        Paired(metric, first, second, RowGroups.Join(first.Groups, second.Groups), options);

    /// <summary>Two independent sets of rows, each drawn by itself.</summary>
    /// <param name="metric">What is compared.</param>
    /// <param name="first">The first set.</param>
    /// <param name="second">The second set.</param>
    /// <param name="options">Level, resamples and seed, or null for the defaults.</param>
    /// <returns>First minus second; n is the number of rows of both sets.</returns>
    public static Difference? Independent<TRows>(Metric<TRows> metric, TRows first, TRows second, BootstrapOptions? options = null)
        where TRows : ScoredRows
    {
        var (left, right) = (first.Groups.Count, second.Groups.Count);
        var units = left + right;
        var figure = new ResampledDifference(
            metric.Figure(first).Over(first.Groups.UnitOfRow, units),
            metric.Figure(second).Over(second.Groups.UnitOfRow.ToArray().Select(unit => left + unit).ToArray(), units),
            [left, right]);
        return Measure(figure, first.Count + second.Count, metric.Name, options);
    }

    private static Difference? Paired<TRows>(
        Metric<TRows> metric, TRows first, TRows second, (int[] First, int[] Second, int Count) units, BootstrapOptions? options)
        where TRows : ScoredRows
    {
        var figure = new ResampledDifference(
            metric.Figure(first).Over(units.First, units.Count),
            metric.Figure(second).Over(units.Second, units.Count),
            [units.Count]);
        var rows = units.First.AsSpan().SequenceEqual(units.Second) ? first.Count : first.Count + second.Count;
        return Measure(figure, rows, metric.Name, options);
    }

    private static Difference? Measure(IResampledFigure figure, int rows, string metric, BootstrapOptions? options)
    {
        options ??= BootstrapOptions.Default;
        var distribution = Bootstrap.Resample(figure, options, "difference\n" + metric);
        return distribution is null ? null : new Difference(distribution.Interval(options.Level, rows), distribution.TwoSidedP());
    }
}
