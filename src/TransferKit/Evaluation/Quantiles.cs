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

    /// <summary>The same of Student's t.</summary>
    public static double TwoSidedStudent(double level, double freedom) => StudentT.InvCDF(0, 1, freedom, (1 + level) / 2);
}
