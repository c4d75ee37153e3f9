using TransferKit.Evaluation;

namespace TransferKit.Strategy.Curves;

/// <summary>Fits the law to a curve and to each resample of it.</summary>
internal sealed class CurveFit
{
    private const double LargestSize = 1_000_000_000;

    private readonly int _images;
    private readonly double _level;
    private readonly PowerLaw[] _resampled;

    /// <param name="sizes">Training images of each point, ascending.</param>
    /// <param name="errors">The error at each.</param>
    /// <param name="resamples">The errors of each resample.</param>
    /// <param name="images">How many held-out images there are.</param>
    /// <param name="level">The confidence level.</param>
    public CurveFit(IReadOnlyList<double> sizes, double[] errors, IReadOnlyList<double[]> resamples, int images, double level)
    {
        (_images, _level) = (images, level);
        var fit = new PowerLawFit(sizes, [.. sizes.Index().Select(size => Variance(resamples, size.Index))]);
        Law = fit.Of(errors);
        _resampled = [.. resamples.Select(resample => fit.Of(resample.AsSpan(0, errors.Length)))];
    }

    /// <summary>The law of the errors as they were measured.</summary>
    public PowerLaw Law { get; }

    /// <summary>The error at a size.</summary>
    public Interval At(double size)
    {
        var (low, high) = Ends(Law.At(size), law => law.At(size));
        return new(Law.At(size), low, high, _images, _level);
    }

    /// <summary>The size that an error takes.</summary>
    public CurveTarget SizeFor(double error)
    {
        var (low, high) = Ends(Size(Law), Size);
        return new(error, Size(Law), low, high);

        double Size(PowerLaw law) => law.SizeFor(error) is var size && size > LargestSize ? double.PositiveInfinity : Math.Ceiling(size);
    }

    /// <summary>Percentiles of the resamples, widened to hold the estimate.</summary>
    private (double Low, double High) Ends(double estimate, Func<PowerLaw, double> figure)
    {
        double[] values = [.. _resampled.Select(figure).Order()];
        var tail = (int)Math.Round((1 - _level) / 2 * (values.Length - 1));
        return values.Length == 0 ? (estimate, estimate) : (Math.Min(estimate, values[tail]), Math.Max(estimate, values[^(tail + 1)]));
    }

    private static double Variance(IReadOnlyList<double[]> resamples, int size)
    {
        var mean = resamples.Select(resample => resample[size]).DefaultIfEmpty().Average();
        return resamples.Select(resample => Math.Pow(resample[size] - mean, 2)).DefaultIfEmpty().Average();
    }
}
