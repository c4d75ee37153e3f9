namespace TransferKit.Graphs.Gradients.Verification;

/// <summary>A derivative that was found from values of the function alone, by central differences.</summary>
/// <param name="Value">The derivative.</param>
/// <param name="Resolution">What rounding may have added to it.</param>
internal readonly record struct DirectionalDerivative(double Value, double Resolution)
{
    private const double LargestStep = 1e-4;
    private const double Shrinking = 4;
    private const int Steps = 9;

    // What a value of the function may be off by, as a share of the size of the terms that it sums up.
    private const double Rounding = 16 * 2.2e-16;

    /// <summary>
    /// Finds the derivative at zero. A step over a kink gives a wrong difference, so steps become smaller until two of them agree, and the
    /// slopes to both sides too, or until rounding would decide.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="size">The size of the terms that it sums up.</param>
    /// <param name="unit">Steps are shares of it.</param>
    /// <param name="scale">How large the derivative should be at most; if it is larger, that counts.</param>
    /// <param name="tolerance">How far the slopes to both sides may differ, as a share of it; two steps may by a tenth of that.</param>
    /// <returns>The derivative, or null where there is a kink.</returns>
    public static DirectionalDerivative? Find(Func<double, double> function, double size, double unit, double scale, double tolerance)
    {
        var largest = LargestStep * unit;
        double Resolution(double step) => Rounding * size / step;
        var here = function(0);
        var before = double.NaN;
        for (var (step, left) = (largest, Steps); left > 0; (step, left) = (step / Shrinking, left - 1))
        {
            var (above, below) = (function(step), function(-step));
            var central = (above - below) / (2 * step);
            var allowed = Math.Max(tolerance / 10 * Math.Max(scale, Math.Abs(central)), Resolution(largest / Shrinking));
            if (Resolution(step) > allowed)
            {
                return null;
            }

            if (Math.Abs(central - before) <= allowed && Math.Abs(above - here - (here - below)) / step <= 10 * allowed)
            {
                return new(central, Resolution(step));
            }

            before = central;
        }

        return null;
    }
}
