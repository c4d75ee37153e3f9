using TransferKit.Foundation;

namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// Expected calibration error of the largest probability (Guo et al. 2017), in bins of equal mass (Nixon et al. 2019): the mean over
/// rows of |mean confidence - accuracy| of their bin. At most 15 bins, with at least 50 rows each; equal confidences share a bin.
/// The bins stay as they are under resampling. The lower end is 0 where a calibrated model would do no better (Broecker and Smith
/// 2007): hits are drawn by the confidences themselves, with one draw for all rows of a group.
/// </summary>
/// <remarks>The estimate is biased upwards on few rows (Kumar et al. 2019): below some 500 rows, trust log-loss more.</remarks>
public sealed class CalibrationErrorMetric : Metric<ClassificationRows>
{
    /// <inheritdoc/>
    public override string Name => "calibration-error";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override Interval? Measure(ClassificationRows rows, BootstrapOptions? options = null)
    {
        options ??= BootstrapOptions.Default;
        return base.Measure(rows, options) is { } figure
            ? figure with { Low = figure.Value <= HighestOfCalibrated(rows, options) ? 0 : figure.Low }
            : null;
    }

    internal override RowTotals Figure(ClassificationRows rows) => new BinTotals(rows);

    // The error below which a model that is right as often as it says stays, at the interval's level on this side.
    private static double HighestOfCalibrated(ClassificationRows rows, BootstrapOptions options)
    {
        var random = new RandomStream(options.Seed, "calibrated");
        var bins = new BinTotals(rows);
        var draws = new double[rows.Groups.Count];
        var errors = new double[options.Resamples];
        for (var repetition = 0; repetition < errors.Length; repetition++)
        {
            for (var unit = 0; unit < draws.Length; unit++)
            {
                draws[unit] = random.NextDouble();
            }

            errors[repetition] = bins.ErrorIf(row => draws[rows.Groups.UnitOfRow[row]] < rows.Confidence[row]);
        }

        Array.Sort(errors);
        return errors[(int)((1 + options.Level) / 2 * (errors.Length - 1))];
    }
}
