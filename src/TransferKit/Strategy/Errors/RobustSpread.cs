using MathNet.Numerics.Statistics;

namespace TransferKit.Strategy.Errors;

/// <summary>The middle and the spread of values, whatever the outliers: median, and median absolute deviation in standard deviations of a normal.</summary>
/// <param name="Median">The median.</param>
/// <param name="Deviation">1.4826 times the median absolute deviation.</param>
internal readonly record struct RobustSpread(double Median, double Deviation)
{
    private const double NormalFactor = 1.4826;

    /// <summary>Of some values.</summary>
    public static RobustSpread Of(IReadOnlyList<double> values)
    {
        var median = values.Median();
        return new(median, NormalFactor * values.Select(value => Math.Abs(value - median)).Median());
    }

    /// <summary>How far a value is from the middle; 0 where there is no spread.</summary>
    public double Distance(double value) => Deviation > 0 ? (value - Median) / Deviation : 0;
}
