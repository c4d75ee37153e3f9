namespace TransferKit.Evaluation;

/// <summary>
/// The resampled values of a figure, and the bias-corrected and accelerated interval they give (BCa, Efron 1987), expanded for few units
/// (Hesterberg 2015, https://doi.org/10.1080/00031305.2015.1089789). Ends are widened to hold the estimate and clipped to the figure's range.
/// </summary>
/// <param name="figure">The figure.</param>
/// <param name="sorted">Its values over resamples, ascending; empty when a single unit allows none.</param>
/// <param name="acceleration">How fast its standard error changes with its value.</param>
internal sealed class ResampledDistribution(IResampledFigure figure, double[] sorted, double acceleration)
{
    // Spread below this, relative to the figure, is rounding.
    private const double Rounding = 1e-12;

    private bool HasNoSpread => sorted[^1] - sorted[0] <= Rounding * Math.Max(1, Math.Abs(figure.Estimate));

    /// <summary>The figure with its interval.</summary>
    public Interval Interval(double level, int rows)
    {
        var (low, high) = Ends(level);
        var value = figure.Estimate;
        return new Interval(
            value, figure.Range.Clip(Math.Min(low, value)), figure.Range.Clip(Math.Max(high, value)), rows, level);
    }

    /// <summary>
    /// The two-sided p of "the figure is zero": one minus the level of the BCa interval that ends at zero, so p is below 0.05 when
    /// the 95 % interval leaves zero out.
    /// </summary>
    public double TwoSidedP()
    {
        if (sorted.Length == 0)
        {
            return 1;
        }

        if (HasNoSpread)
        {
            // No resample moves the figure: the sign test of that many equal signs.
            return figure.Estimate == 0 ? 1 : Math.Min(1, Math.Pow(2, 1 - figure.EffectiveRows));
        }

        var shift = Quantiles.Normal(ShareBelow(0)) - Bias;
        var tail = Quantiles.StudentProbability(((shift / (1 + (acceleration * shift))) - Bias) / Expansion, Freedom);
        return Math.Clamp(2 * Math.Min(tail, 1 - tail), 1.0 / sorted.Length, 1);
    }

    private double Bias => Quantiles.Normal(ShareBelow(figure.Estimate));

    private (double Low, double High) Ends(double level)
    {
        if (sorted.Length == 0)
        {
            return (figure.Range.Low, figure.Range.High);
        }

        if (HasNoSpread)
        {
            var half = HalfWidthWithoutSpread(level);
            return (figure.Estimate - half, figure.Estimate + half);
        }

        return (Quantiles.OfSorted(sorted, Corrected(-Reach(level))), Quantiles.OfSorted(sorted, Corrected(Reach(level))));
    }

    // All right, all wrong or all alike is no certainty: for shares this is as wide as Wilson's interval at 0 or 1.
    private double HalfWidthWithoutSpread(double level)
    {
        var square = Math.Pow(Quantiles.TwoSidedNormal(level), 2);
        return figure.Range.CountsErrors ? square / (figure.EffectiveRows + square) : 0;
    }

    // Resamples of n units spread by (n - 1) / n too little, and their spread is itself an estimate (Hesterberg 2015, expanded percentile interval).
    private double Reach(double level) => Expansion * Quantiles.TwoSidedStudent(level, Freedom);

    private int Freedom => figure.Strata.Sum() - figure.Strata.Count;

    private double Expansion => Math.Sqrt((double)figure.Strata.Sum() / Freedom);

    private double Corrected(double deviate)
    {
        var shifted = Bias + deviate;
        return Quantiles.NormalProbability(Bias + (shifted / (1 - (acceleration * shifted))));
    }

    // Equal values count half, and the share is kept off 0 and 1, where the normal quantile is infinite.
    private double ShareBelow(double value)
    {
        var below = CountBelow(value, orEqual: false);
        var belowOrEqual = CountBelow(value, orEqual: true);
        return Math.Clamp((below + belowOrEqual) / (2.0 * sorted.Length), 0.5 / sorted.Length, 1 - (0.5 / sorted.Length));
    }

    private int CountBelow(double value, bool orEqual)
    {
        var (first, last) = (0, sorted.Length);
        while (first < last)
        {
            var middle = (first + last) / 2;
            (first, last) = sorted[middle] < value || (orEqual && sorted[middle] == value) ? (middle + 1, last) : (first, middle);
        }

        return first;
    }
}
