using MathNet.Numerics.Distributions;

namespace TransferKit.Evaluation;

/// <summary>The few quantiles that intervals are made of.</summary>
internal static class Quantiles
{
    /// <summary>The standard normal quantile.</summary>
    public static double Normal(double probability) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, probability);

    /// <summary>The standard normal distribution function.</summary>
    public static double NormalProbability(double value) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, value);

    /// <summary>The normal quantile that leaves half of 1 - level above it: 1.96 for 0.95.</summary>
    public static double TwoSidedNormal(double level) => Normal((1 + level) / 2);

    /// <summary>The same of Student's t; of the normal distribution for infinite freedom.</summary>
    public static double TwoSidedStudent(double level, double freedom) => double.IsInfinity(freedom) ? TwoSidedNormal(level) : StudentT.InvCDF(0, 1, freedom, (1 + level) / 2);

    /// <summary>A quantile of sorted values, between two of them by straight line.</summary>
    public static double OfSorted(double[] sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        var (low, high) = (sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return low == high ? low : low + ((position - below) * (high - low));
    }

    /// <summary>The distribution function of Student's t; of the normal distribution for infinite freedom.</summary>
    public static double StudentProbability(double value, double freedom) => double.IsInfinity(freedom) ? NormalProbability(value) : StudentT.CDF(0, 1, freedom, value);

    /// <summary>Where values that are not too far begin, seen from an outer one, by bisection.</summary>
    /// <param name="outer">A value that may be too far.</param>
    /// <param name="near">A value that is not.</param>
    /// <param name="isTooFar">True from some value between them outwards, or nowhere.</param>
    /// <param name="steps">How often the distance is halved.</param>
    public static double Edge(double outer, double near, Func<double, bool> isTooFar, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var middle = (outer + near) / 2;
            (outer, near) = isTooFar(middle) ? (middle, near) : (outer, middle);
        }

        return near;
    }
}
