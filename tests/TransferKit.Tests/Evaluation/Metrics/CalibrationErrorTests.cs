using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;

namespace TransferKit.Tests.Evaluation.Metrics;

public class CalibrationErrorTests
{
    // Met with bins of ten rows: 38 % of intervals held the truth on 150 rows, and none held 0 for a calibrated model.
    [Fact]
    public void CalibratedModel_IsSeldomCalledMiscalibrated()
    {
        var random = new RandomStream(1, "calibrated");
        var held = Enumerable.Range(0, 200).Count(seed => Measure(random, 150, sureness: 0, seed).Low == 0);
        Assert.InRange(held / 200.0, 0.94, 1);
    }

    // Confidence is 0.15 above accuracy everywhere, so that is the error whatever the bins.
    [Fact]
    public void TooSureModel_IsCoveredAndCalledMiscalibrated()
    {
        var random = new RandomStream(1, "too sure");
        var figures = Enumerable.Range(0, 200).Select(seed => Measure(random, 200, sureness: 0.15, seed)).ToArray();
        Assert.InRange(figures.Count(figure => figure.Low <= 0.15 && 0.15 <= figure.High) / 200.0, 0.88, 0.99);
        Assert.True(figures.Count(figure => figure.Low > 0) > 180);
    }

    private static Interval Measure(RandomStream random, int rows, double sureness, int seed)
    {
        var probabilities = new float[2 * rows];
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var confidence = 0.7 + (0.3 * random.NextDouble());
            (probabilities[2 * row], probabilities[(2 * row) + 1]) = ((float)confidence, (float)(1 - confidence));
            labels[row] = random.NextDouble() < confidence - sureness ? 0 : 1;
        }

        return ClassificationMetrics.CalibrationError.Measure(
            new ClassificationRows(probabilities, labels, 2), new() { Resamples = 300, Seed = seed })!.Value;
    }
}
