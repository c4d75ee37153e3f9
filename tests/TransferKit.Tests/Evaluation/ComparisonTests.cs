using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

/// <summary>Truths as in <see cref="Metrics.MetricTruthTests"/>: scipy.stats.bootstrap over row numbers.</summary>
public class ComparisonTests
{
    private static readonly BootstrapOptions Fine = new() { Resamples = 100_000 };

    // f = lambda ix: (ll2-ll)[ix].mean(-1); scipy.stats.ttest_1samp(ll2-ll, 0).pvalue = 0.747
    [Fact]
    public void SameRows_LogLoss_EqualsScipy()
    {
        var difference = Comparison.SameRows(ClassificationMetrics.LogLoss, Second, First, Fine)!.Value;
        AssertInterval(difference.Value, -0.0240148526, -0.16469, 0.13292, 0.006);
        Assert.Equal(0.747, difference.P, 0.03);
        Assert.Equal(60, difference.Value.N);
        Assert.False(difference.IsDistinguishable);
    }

    // f = lambda ix: f1_score(y[ix], yh2[ix], average='macro') - f1_score(y[ix], yh[ix], average='macro')
    [Fact]
    public void SameRows_MacroF1_EqualsScipy() => AssertInterval(
        Comparison.SameRows(ClassificationMetrics.MacroF1, Second, First, Fine)!.Value.Value, 0.0630737248, -0.07899, 0.20502, 0.006);

    // First two rows of each group of three by one model, the third by the other; twenty groups are drawn:
    // f = lambda u: ll2.reshape(-1, 3)[u][..., 2].mean(-1) - ll.reshape(-1, 3)[u][..., :2].mean((-1, -2))
    [Fact]
    public void SameGroups_EqualsScipy()
    {
        var third = Part(SecondProbabilities, row => row % 3 == 2, GroupsOfThree);
        var firstTwo = Part(FirstProbabilities, row => row % 3 < 2, GroupsOfThree);
        var difference = Comparison.SameGroups(ClassificationMetrics.LogLoss, third, firstTwo, Fine)!.Value;
        AssertInterval(difference.Value, -0.1142806233, -0.36714, 0.1373, 0.008);
        Assert.Equal(60, difference.Value.N);
    }

    // bootstrap((np.arange(40), np.arange(20)), lambda a, b: ll[:40][a].mean(-1) - ll2[40:][b].mean(-1), ...)
    // scipy.stats.ttest_ind(ll[:40], ll2[40:], equal_var=False).pvalue = 0.567
    [Fact]
    public void Independent_EqualsScipy()
    {
        var first = Part(FirstProbabilities, row => row < 40, null);
        var second = Part(SecondProbabilities, row => row >= 40, null);
        var difference = Comparison.Independent(ClassificationMetrics.LogLoss, first, second, Fine)!.Value;
        AssertInterval(difference.Value, 0.0772833085, -0.21441, 0.3272, 0.008);
        Assert.Equal(0.567, difference.P, 0.04);
    }

    [Fact]
    public void Pairing_NarrowsTheDifferenceOfAlikeModels()
    {
        var almost = FirstProbabilities.Chunk(Classes).SelectMany((row, index) => index < 6 ? row.Reverse() : row).ToArray();
        var other = new ClassificationRows(almost, Labels, Classes);
        var paired = Comparison.SameRows(ClassificationMetrics.LogLoss, other, First)!.Value.Value;
        var independent = Comparison.Independent(ClassificationMetrics.LogLoss, other, First)!.Value.Value;
        Assert.Equal(independent.Value, paired.Value, 1e-12);
        Assert.True(paired.High - paired.Low < 0.7 * (independent.High - independent.Low));
    }

    [Fact]
    public void SwappedModels_SwapTheInterval()
    {
        var forth = Comparison.SameRows(ClassificationMetrics.LogLoss, First, Second)!.Value;
        var back = Comparison.SameRows(ClassificationMetrics.LogLoss, Second, First)!.Value;
        AssertInterval(back.Value, -forth.Value.Value, -forth.Value.High, -forth.Value.Low, 1e-9, 1e-12);
        Assert.Equal(forth.P, back.P, 1e-9);
    }

    [Fact]
    public void P_IsBelowFivePercent_WhenTheIntervalLeavesZeroOut()
    {
        var random = new RandomStream(1, "agree");
        for (var repetition = 0; repetition < 60; repetition++)
        {
            double[] labels = new double[30];
            double[] first = [.. labels.Select(_ => random.NextGaussian())];
            double[] second = [.. labels.Select(_ => 1.5 * random.NextGaussian())];
            var difference = Comparison.SameRows(
                RegressionMetrics.MeanAbsoluteError, new RegressionRows(first, labels), new RegressionRows(second, labels))!.Value;
            // Where the end lies between two resamples the two may fall on either side.
            Assert.True(Math.Abs(difference.P - 0.05) < 0.002 || difference.IsDistinguishable == difference.P < 0.05);
        }
    }

    [Fact]
    public void NoDifference_IsRarelyFound()
    {
        var random = new RandomStream(1, "null");
        var labels = new double[40];
        var found = Enumerable.Range(0, 500).Count(repetition =>
        {
            var first = new RegressionRows(labels.Select(_ => random.NextGaussian()).ToArray(), labels);
            var second = new RegressionRows(labels.Select(_ => random.NextGaussian()).ToArray(), labels);
            var options = new BootstrapOptions { Resamples = 200, Seed = repetition };
            return Comparison.SameRows(RegressionMetrics.MeanAbsoluteError, first, second, options)!.Value.P < 0.05;
        });
        Assert.InRange(found / 500.0, 0.02, 0.09);
    }

    [Fact]
    public void NoRows_GiveNull()
    {
        var none = new ClassificationRows([], [], Classes);
        Assert.Null(Comparison.SameRows(ClassificationMetrics.Accuracy, none, none));
        Assert.Null(Comparison.Independent(ClassificationMetrics.Accuracy, First, none));
        Assert.Null(Comparison.SameGroups(ClassificationMetrics.Accuracy, none, First));
    }

    [Fact]
    public void OtherLabelsOrGroups_AreNotTheSameRows()
    {
        var grouped = new ClassificationRows(FirstProbabilities, Labels, Classes, GroupsOfThree);
        Assert.Throws<ArgumentException>(() => Comparison.SameRows(ClassificationMetrics.Accuracy, First, grouped));
        Assert.Throws<ArgumentException>(() => McNemarTest.Of(First, Predicting([0], [0], 3)));
    }

    private static ClassificationRows Part(float[] probabilities, Func<int, bool> taken, string[]? groups)
    {
        var rows = Enumerable.Range(0, Count).Where(taken).ToArray();
        return new ClassificationRows(
            rows.SelectMany(row => probabilities.Skip(row * Classes).Take(Classes)).ToArray(),
            rows.Select(row => Labels[row]).ToArray(),
            Classes,
            groups is null ? null : [.. rows.Select(row => groups[row])]);
    }
}
