namespace TransferKit.Evaluation;

/// <summary>Figures of rows that have nothing to do with each other, of which the intervals alone are known.</summary>
public static class Independent
{
    /// <summary>
    /// First minus second, its interval put together from theirs: the distances of the ends from the estimates add in squares (Newcombe 1998,
    /// method 10, for shares; Zou and Donner 2008 for any figures).
    /// </summary>
    /// <param name="first">A figure.</param>
    /// <param name="second">Another, at the same level.</param>
    /// <returns>n is the rows of both.</returns>
    public static Interval Difference(Interval first, Interval second)
    {
        var value = first.Value - second.Value;
        return new(
            value, value - Root(first.Value - first.Low, second.High - second.Value), value + Root(first.High - first.Value, second.Value - second.Low),
            first.N + second.N, first.Level);
    }

    private static double Root(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
