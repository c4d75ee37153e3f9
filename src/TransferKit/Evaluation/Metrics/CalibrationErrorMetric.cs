namespace TransferKit.Evaluation.Metrics;

/// <summary>
/// Expected calibration error of the largest probability (Guo et al. 2017), in bins of equal mass (Nixon et al. 2019): the mean over
/// rows of |mean confidence - accuracy| of their bin. At most 15 bins, with at least 10 rows each; equal confidences share a bin.
/// The bins stay as they are under resampling.
/// </summary>
/// <remarks>The estimate is biased upwards on few rows (Kumar et al. 2019): below some 150 rows, trust log-loss more.</remarks>
public sealed class CalibrationErrorMetric : Metric<ClassificationRows>
{
    /// <inheritdoc/>
    public override string Name => "calibration-error";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal override RowTotals Totals(ClassificationRows rows) => new BinTotals(rows);
}
