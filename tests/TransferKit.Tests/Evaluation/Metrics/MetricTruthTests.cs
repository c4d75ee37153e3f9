using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation.Metrics;

/// <summary>
/// Against scikit-learn 1.2.1 and scipy 1.10.1 on the rows of <see cref="Fixture"/>. The ends of an interval are those of
/// scipy.stats.bootstrap((np.arange(60),), f, n_resamples=100000, method='BCa', confidence_level=level(60), random_state=1), where f takes row numbers
/// and level = lambda n, strata=1: 2*norm.cdf((n/(n-strata))**.5 * t.ppf(.975, n-strata)) - 1 expands it for few units; other random numbers, hence
/// the tolerances of about a twentieth of a standard error. Those of log loss and mae are
/// rng = np.random.default_rng(1); b = v[rng.integers(0, n, (400000, n))]; d = (b.mean(1)-v.mean())/(b.std(1, ddof=1)/n**.5)
/// v.mean() - np.quantile(d, [.975, .025])*v.std(ddof=1)/n**.5 with v = ll and v = abs(t-q).
/// </summary>
public class MetricTruthTests
{
    private static readonly BootstrapOptions Fine = new() { Resamples = 100_000 };

    // accuracy_score(y, yh); scipy.stats.binomtest(44, 60).proportion_ci(method='wilson')
    [Fact]
    public void Accuracy_EqualsScikitLearnAndWilson() => AssertInterval(
        ClassificationMetrics.Accuracy.Measure(First), 0.7333333333, 0.6099128690, 0.8286735999, 1e-7);

    // balanced_accuracy_score(y, yh); h, n = hits and rows of each class, p = h/n, s = z = norm.ppf(.975)
    // fifty times: v = p*(1-p)/n + s*s/4/n**2; s = z*v.sum()**.5/(v**.5).sum()
    // the mean over classes of binomtest(h, n).proportion_ci(2*norm.cdf(s)-1, method='wilson')
    [Fact]
    public void BalancedAccuracy_EqualsScikitLearn() => AssertInterval(
        ClassificationMetrics.BalancedAccuracy.Measure(First), 0.7460693895, 0.6273636536, 0.8320358865, 1e-8);

    // f1_score(y, yh, average='macro')
    [Fact]
    public void MacroF1_EqualsScikitLearn() => AssertInterval(
        ClassificationMetrics.MacroF1.Measure(First, Fine), 0.7293681917, 0.60112, 0.83976, 0.004);

    // log_loss(y, p)
    [Fact]
    public void LogLoss_EqualsScikitLearn() => AssertInterval(
        ClassificationMetrics.LogLoss.Measure(First, Fine), 0.7769268218, 0.67005, 0.94341, 0.004);

    // The rows four times over make four bins: conf4, hit4 = np.tile(conf, 4), np.tile(yh==y, 4); s = np.sort(conf4)
    // b = np.searchsorted(s[[k*240//4 for k in range(1, 4)]], conf4, side='right')
    // sum(abs((conf4-hit4)[b==k].sum()) for k in range(4))/240
    [Fact]
    public void CalibrationError_EqualsNumpy()
    {
        float[] probabilities = [.. Enumerable.Repeat(FirstProbabilities, 4).SelectMany(values => values)];
        int[] labels = [.. Enumerable.Repeat(Labels, 4).SelectMany(values => values)];
        var error = ClassificationMetrics.CalibrationError.Measure(new ClassificationRows(probabilities, labels, Classes));
        Assert.Equal(0.1762699915, error!.Value.Value, 1e-6);
    }

    // mean_absolute_error(t, q)
    [Fact]
    public void MeanAbsoluteError_EqualsScikitLearn() => AssertInterval(
        RegressionMetrics.MeanAbsoluteError.Measure(Numbers, Fine), 2.3, 1.91085, 2.82303, 0.015);

    // mean_squared_error(t, q)**.5
    [Fact]
    public void RootMeanSquaredError_EqualsScikitLearn() => AssertInterval(
        RegressionMetrics.RootMeanSquaredError.Measure(Numbers, Fine), 2.8573735026, 2.38485, 3.62052, 0.025);

    // r2_score(t, q)
    [Fact]
    public void Determination_EqualsScikitLearn() => AssertInterval(
        RegressionMetrics.Determination.Measure(Numbers, Fine), 0.7542019793, 0.57525, 0.84528, 0.006);

    // the same with n = 20 and v = abs(t-q).reshape(-1, 3).mean(1): groups of three rows
    [Fact]
    public void GroupedRows_AreDrawnTogether() => AssertInterval(
        RegressionMetrics.MeanAbsoluteError.Measure(GroupedNumbers, Fine), 2.3, 1.74818, 2.78821, 0.015);

    // f1_score([0, 0, 1, 1], [0, 2, 1, 1], average='macro', labels=[0, 1]); balanced_accuracy_score of the same
    [Fact]
    public void ClassesAbsentFromLabels_AreLeftOutOfMeans()
    {
        var rows = Predicting([0, 2, 1, 1], [0, 0, 1, 1], 3);
        Assert.Equal(0.8333333333, ClassificationMetrics.MacroF1.Measure(rows)!.Value.Value, 1e-9);
        Assert.Equal(0.75, ClassificationMetrics.BalancedAccuracy.Measure(rows)!.Value.Value, 1e-9);
    }

    [Fact]
    public void LogLossOfProbabilityZero_IsThatOfTheSmallestStep()
    {
        var rows = new ClassificationRows([1, 0, 0, 1], [1, 1], 2);
        Assert.Equal(-Math.Log(Math.Pow(2, -23)) / 2, ClassificationMetrics.LogLoss.Measure(rows)!.Value.Value, 1e-9);
    }

    [Fact]
    public void CalibrationError_OfKnownBins()
    {
        // A hundred rows make two bins: confidence 0.6 with 25 of 50 right, 0.9 with 50 of 50.
        float[] probabilities = [.. Enumerable.Range(0, 100).SelectMany(row => row < 50 ? new[] { 0.6f, 0.4f } : [0.9f, 0.1f])];
        int[] labels = [.. Enumerable.Range(0, 100).Select(row => row < 25 ? 1 : 0)];
        var error = ClassificationMetrics.CalibrationError.Measure(new ClassificationRows(probabilities, labels, 2));
        Assert.Equal((0.1 + 0.1) / 2, error!.Value.Value, 1e-6);
    }

    [Fact]
    public void LabelsFarFromZero_KeepDetermination()
    {
        var labels = Numbers.Labels.ToArray().Select(label => label + 1e6).ToArray();
        var predictions = Numbers.Predictions.ToArray().Select(value => value + 1e6).ToArray();
        var shifted = RegressionMetrics.Determination.Measure(new RegressionRows(predictions, labels))!.Value;
        Assert.Equal(0.7542019793, shifted.Value, 1e-8);
    }
}
