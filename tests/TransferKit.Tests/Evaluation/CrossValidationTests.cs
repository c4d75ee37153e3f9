using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class CrossValidationTests
{
    // v.mean() -/+ scipy.stats.norm.ppf(0.975)*v.std()/60**.5 with v = (yh == y) and v = ll
    [Fact]
    public void MeanOfRows_HasTheAllPairsInterval()
    {
        AssertInterval(CrossValidation.Measure(ClassificationMetrics.Accuracy, First), 0.7333333333, 0.6214391412, 0.8452275254, 1e-7);
        AssertInterval(CrossValidation.Measure(ClassificationMetrics.LogLoss, First), 0.7769268218, 0.6542311392, 0.8996225046, 1e-6);
    }

    [Fact]
    public void Ends_AreClipped()
    {
        int[] labels = [0, 1, 0, 1, 0];
        var accuracy = CrossValidation.Measure(ClassificationMetrics.Accuracy, Predicting([0, 1, 0, 1, 1], labels, 2))!.Value;
        Assert.Equal(1, accuracy.High);
        Assert.InRange(accuracy.Low, 0.4, 0.5);
    }

    [Fact]
    public void AllRight_IsNoCertainty()
    {
        int[] labels = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1];
        AssertInterval(
            CrossValidation.Measure(ClassificationMetrics.Accuracy, Predicting(labels, labels, 2)), 1, 0.7224672001, 1, 1e-7);
    }

    // scipy.stats.bootstrap((np.arange(20),), lambda u: ll.reshape(-1, 3)[u].mean((-1, -2)), n_resamples=200000, method='BCa', ...)
    [Fact]
    public void GroupedRows_AreResampled()
    {
        var grouped = new ClassificationRows(FirstProbabilities, Labels, Classes, GroupsOfThree);
        AssertInterval(
            CrossValidation.Measure(ClassificationMetrics.LogLoss, grouped, new() { Resamples = 100_000 }),
            0.7769268218, 0.69419, 0.91362, 0.006);
    }

    [Fact]
    public void MeanOfClasses_IsResampled() => Assert.Equal(
        ClassificationMetrics.MacroF1.Measure(First), CrossValidation.Measure(ClassificationMetrics.MacroF1, First));
}
