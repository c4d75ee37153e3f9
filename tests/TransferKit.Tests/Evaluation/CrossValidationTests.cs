using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class CrossValidationTests
{
    // v.mean() -/+ scipy.stats.norm.ppf(0.975)*v.std()/60**.5 with v = ll
    [Fact]
    public void MeanOfRows_HasTheAllPairsInterval()
    {
        AssertInterval(CrossValidation.Measure(ClassificationMetrics.LogLoss, First), 0.7769268218, 0.6542311392, 0.8996225046, 1e-6);
    }

    // The all-pairs variance of a share p is p (1 - p); its score interval is Wilson's, and keeps within 0 and 1.
    [Fact]
    public void ShareOfRows_HasTheScoreInterval()
    {
        Assert.Equal(ClassificationMetrics.Accuracy.Measure(First), CrossValidation.Measure(ClassificationMetrics.Accuracy, First));
        var grouped = new ClassificationRows(FirstProbabilities, Labels, Classes, GroupsOfThree);
        Assert.Equal(ClassificationMetrics.Accuracy.Measure(grouped), CrossValidation.Measure(ClassificationMetrics.Accuracy, grouped));
    }

    [Fact]
    public void AllRight_IsNoCertainty()
    {
        int[] labels = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1];
        AssertInterval(
            CrossValidation.Measure(ClassificationMetrics.Accuracy, Predicting(labels, labels, 2)), 1, 0.7224672001, 1, 1e-7);
    }

    // The bootstrap-t of MetricTruthTests with n = 20 and v = ll.reshape(-1, 3).mean(1)
    [Fact]
    public void GroupedRows_AreResampled()
    {
        var grouped = new ClassificationRows(FirstProbabilities, Labels, Classes, GroupsOfThree);
        AssertInterval(
            CrossValidation.Measure(ClassificationMetrics.LogLoss, grouped, new() { Resamples = 100_000 }),
            0.7769268218, 0.68477, 0.92456, 0.006);
    }

    [Fact]
    public void MeanOfClasses_IsResampled() => Assert.Equal(
        ClassificationMetrics.MacroF1.Measure(First), CrossValidation.Measure(ClassificationMetrics.MacroF1, First));
}
