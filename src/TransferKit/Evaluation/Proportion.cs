namespace TransferKit.Evaluation;

/// <summary>
/// The interval of a share of rows: Wilson's score interval (Wilson 1927). With grouped rows the number of rows is divided by the
/// design effect (Kish 1965) and Student's t replaces the normal quantile, as Dean and Pagano (2015) advise for clustered surveys.
/// </summary>
public static class Proportion
{
    // The quantile of a class moves by less than 1e-9 after eight of them.
    private const int QuantileSteps = 20;

    /// <summary>The share of independent rows.</summary>
    /// <param name="hits">How many rows count, 0 to <paramref name="rows"/>.</param>
    /// <param name="rows">How many rows there are; 0 gives null.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    public static Interval? Of(int hits, int rows, double level = 0.95) =>
        rows == 0 ? null : Wilson((double)hits / rows, rows, Quantiles.TwoSidedNormal(level), rows, level);

    /// <summary>The share of rows that may be grouped.</summary>
    /// <param name="hit">Whether each row counts.</param>
    /// <param name="groups">Which rows belong together.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    /// <returns>Null without rows; the whole of 0 to 1 when all rows are one group of several rows.</returns>
    public static Interval? Of(ReadOnlySpan<bool> hit, RowGroups groups, double level = 0.95)
    {
        var included = new bool[hit.Length];
        included.AsSpan().Fill(true);
        return Of(hit, included, groups, level);
    }

    /// <summary>
    /// The mean of shares of several classes, all counting alike: Wilson's intervals of the classes, each so much narrower that their mean has the
    /// spread of the whole (Yan and Su 2010, https://doi.org/10.1198/sbr.2009.0049).
    /// </summary>
    /// <param name="hits">How many rows of each class count.</param>
    /// <param name="rows">How many rows each class has, at least one.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    /// <returns>n is the rows of all classes; null without classes.</returns>
    public static Interval? OfMean(IReadOnlyList<int> hits, IReadOnlyList<int> rows, double level = 0.95)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var whole = Quantiles.TwoSidedNormal(level);
        var quantile = whole;
        for (var step = 0; step < QuantileSteps; step++)
        {
            double[] variances = [.. hits.Zip(rows, (h, n) => Variance((double)h / n, n, quantile))];
            quantile = whole * Math.Sqrt(variances.Sum()) / variances.Sum(Math.Sqrt);
        }

        Interval[] classes = [.. hits.Zip(rows, (h, n) => Wilson((double)h / n, n, quantile, n, level))];
        return new(classes.Average(one => one.Value), classes.Average(one => one.Low), classes.Average(one => one.High), rows.Sum(), level);
    }

    /// <summary>The share among some of the rows.</summary>
    internal static Interval? Of(ReadOnlySpan<bool> hit, ReadOnlySpan<bool> included, RowGroups groups, double level)
    {
        var (rows, hits) = (0, 0);
        var rowsOfUnit = new int[groups.Count];
        var hitsOfUnit = new int[groups.Count];
        for (var row = 0; row < hit.Length; row++)
        {
            var unit = groups.UnitOfRow[row];
            rows += included[row] ? 1 : 0;
            hits += included[row] && hit[row] ? 1 : 0;
            rowsOfUnit[unit] += included[row] ? 1 : 0;
            hitsOfUnit[unit] += included[row] && hit[row] ? 1 : 0;
        }

        var units = rowsOfUnit.Count(count => count > 0);
        if (units == rows)
        {
            return Of(hits, rows, level);
        }

        var share = (double)hits / rows;
        return units == 1
            ? new Interval(share, 0, 1, rows, level)
            : Wilson(share, EffectiveRows(share, rows, units, rowsOfUnit, hitsOfUnit), Quantiles.TwoSidedStudent(level, units - 1), rows, level);
    }

    // All right or all wrong tells nothing of how alike the rows of a group are: then a group counts as one row.
    private static double EffectiveRows(double share, int rows, int units, int[] rowsOfUnit, int[] hitsOfUnit)
    {
        if (share is 0 or 1)
        {
            return units;
        }

        var squares = rowsOfUnit.Zip(hitsOfUnit, (count, hits) => Math.Pow(hits - (share * count), 2)).Sum();
        var variance = units / (units - 1.0) * squares / ((double)rows * rows);
        return Math.Min(rows, share * (1 - share) / variance);
    }

    // That of a share a little nearer to one half than the measured one, as Wilson's half-width has it.
    private static double Variance(double share, int rows, double quantile) => (share * (1 - share) / rows) + (quantile * quantile / (4.0 * rows * rows));

    private static Interval Wilson(double share, double effectiveRows, double quantile, int rows, double level)
    {
        var square = quantile * quantile / effectiveRows;
        var centre = (share + (square / 2)) / (1 + square);
        var half = Math.Sqrt((share * (1 - share) * square) + (square * square / 4)) / (1 + square);
        return new Interval(
            share, share == 0 ? 0 : Math.Max(0, centre - half), share == 1 ? 1 : Math.Min(1, centre + half), rows, level);
    }
}
