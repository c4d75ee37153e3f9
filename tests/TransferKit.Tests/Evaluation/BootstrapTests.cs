using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class BootstrapTests
{
    [Fact]
    public void SameSeed_GivesSameInterval_OtherSeedAnother()
    {
        var metric = ClassificationMetrics.LogLoss;
        Assert.Equal(metric.Measure(First, new() { Seed = 3 }), metric.Measure(First, new() { Seed = 3 }));
        Assert.NotEqual(metric.Measure(First, new() { Seed = 3 }), metric.Measure(First, new() { Seed = 4 }));
    }

    [Fact]
    public void HigherLevel_GivesWiderInterval()
    {
        var (usual, high) = (Width(0.95), Width(0.99));
        Assert.True(high > 1.15 * usual);

        static double Width(double level)
        {
            var figure = ClassificationMetrics.MacroF1.Measure(First, new() { Level = level })!.Value;
            Assert.Equal(level, figure.Level);
            return figure.High - figure.Low;
        }
    }

    [Theory]
    [InlineData(99)]
    [InlineData(1_000_001)]
    public void ResamplesOutOfRange_Throw(int resamples)
    {
        var error = Assert.Throws<InvalidOptionsException>(
            () => ClassificationMetrics.MacroF1.Measure(First, new() { Resamples = resamples }));
        Assert.Contains("allowed: 100 to 1000000", error.Message);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void LevelOutOfRange_Throws(double level) =>
        Assert.Throws<InvalidOptionsException>(() => ClassificationMetrics.Accuracy.Measure(First, new() { Level = level }));

    // The root of a mean of squares is skewed on 40 rows; the truth is the noise's deviation, 1.
    [Fact]
    public void RootMeanSquaredError_IsCoveredAsOftenAsTheIntervalSays()
    {
        var random = new RandomStream(1, "coverage", "rmse");
        var covered = Enumerable.Range(0, 500).Count(repetition =>
        {
            var noise = Enumerable.Range(0, 40).Select(_ => random.NextGaussian()).ToArray();
            var rows = new RegressionRows(noise, new double[40]);
            return Covers(RegressionMetrics.RootMeanSquaredError.Measure(rows, Quick(repetition)), 1);
        });
        Assert.InRange(covered / 500.0, 0.895, 0.98);
    }

    // Recall 0.9, 0.7 and 0.5 of classes of 30, 20 and 10 rows: balanced accuracy 0.7.
    [Fact]
    public void BalancedAccuracy_IsCoveredAsOftenAsTheIntervalSays()
    {
        double[] recall = [0.9, 0.7, 0.5];
        int[] labels = [.. Enumerable.Range(0, 60).Select(row => row < 30 ? 0 : row < 50 ? 1 : 2)];
        var random = new RandomStream(1, "coverage", "balanced");
        var covered = Enumerable.Range(0, 500).Count(repetition =>
        {
            var predicted = labels.Select(label => random.NextDouble() < recall[label] ? label : (label + 1) % 3).ToArray();
            return Covers(ClassificationMetrics.BalancedAccuracy.Measure(Predicting(predicted, labels, 3), Quick(repetition)), 0.7);
        });
        Assert.InRange(covered / 500.0, 0.92, 0.985);
    }

    // Errors of a group share an offset of deviation 1 beside their own of deviation 1; the mean |error| is 2 / sqrt(pi).
    [Fact]
    public void GroupedMeanAbsoluteError_IsCoveredAsOftenAsTheIntervalSays()
    {
        var random = new RandomStream(1, "coverage", "groups");
        string[] groups = [.. Enumerable.Range(0, 160).Select(row => $"{row / 4}")];
        var covered = Enumerable.Range(0, 500).Count(repetition =>
        {
            var noise = Enumerable.Range(0, 40).SelectMany(_ =>
            {
                var offset = random.NextGaussian();
                return Enumerable.Range(0, 4).Select(_ => offset + random.NextGaussian()).ToArray();
            });
            var rows = new RegressionRows(noise.ToArray(), new double[160], groups);
            return Covers(RegressionMetrics.MeanAbsoluteError.Measure(rows, Quick(repetition)), 2 / Math.Sqrt(Math.PI));
        });
        Assert.InRange(covered / 500.0, 0.90, 0.98);
    }

    private static BootstrapOptions Quick(int seed) => new() { Resamples = 400, Seed = seed };

    private static bool Covers(Interval? interval, double truth) => interval!.Value.Low <= truth && truth <= interval.Value.High;
}
