namespace TransferKit.Evaluation;

/// <summary>How many rows an interval of some width takes.</summary>
public static class RowsNeeded
{
    private const int Most = 1_000_000_000;

    /// <summary>Half the width of Wilson's interval (Wilson 1927) of a share.</summary>
    /// <param name="share">The share that is expected, 0 to 1.</param>
    /// <param name="rows">Independent rows, at least 1.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    public static double HalfWidth(double share, int rows, double level = 0.95)
    {
        var z = Quantiles.TwoSidedNormal(level);
        var square = z * z / rows;
        return Math.Sqrt((share * (1 - share) * square) + (square * square / 4)) / (1 + square);
    }

    /// <summary>The fewest rows whose interval is at most so wide to either side.</summary>
    /// <param name="share">The share that is expected, 0 to 1.</param>
    /// <param name="halfWidth">Half the width wanted, above 0 and below 0.5.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    /// <returns>The rows; null where a thousand million are not enough.</returns>
    public static int? For(double share, double halfWidth, double level = 0.95)
    {
        if (HalfWidth(share, Most, level) > halfWidth)
        {
            return null;
        }

        // More rows make it narrower, so halving finds the first that are enough.
        var (few, enough) = (0, Most);
        while (enough - few > 1)
        {
            var middle = few + ((enough - few) / 2);
            (few, enough) = HalfWidth(share, middle, level) <= halfWidth ? (few, middle) : (middle, enough);
        }

        return enough;
    }
}
