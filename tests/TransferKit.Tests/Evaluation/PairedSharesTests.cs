using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class PairedSharesTests
{
    // b, c = ((yh2==y)&(yh!=y)).sum(), ((yh2!=y)&(yh==y)).sum()
    // The most likely share x of c under a difference D by minimize_scalar of -(b*log(x+D) + c*log(x) + (60-b-c)*log(1-2*x-D)), and
    // (b-c-60*D)/sqrt(60*(2*x+D*(1-D))) = +-norm.ppf(.975) by brentq; p = 2*norm.sf(abs(b-c)/sqrt(b+c))
    [Fact]
    public void Accuracy_HasTangosInterval()
    {
        var difference = Comparison.SameRows(ClassificationMetrics.Accuracy, Second, First)!.Value;
        AssertInterval(difference.Value, 0.0666666667, -0.0684189609, 0.2027865600, 1e-7);
        Assert.Equal(0.3173105079, difference.P, 1e-9);
        Assert.Equal(60, difference.Value.N);
    }

    [Fact]
    public void SwappedModels_SwapTheInterval()
    {
        var forth = Comparison.SameRows(ClassificationMetrics.Accuracy, First, Second)!.Value;
        var back = Comparison.SameRows(ClassificationMetrics.Accuracy, Second, First)!.Value;
        AssertInterval(back.Value, -forth.Value.Value, -forth.Value.High, -forth.Value.Low, 1e-12);
        Assert.Equal(forth.P, back.P, 1e-12);
    }

    // A model against itself: no evidence of a difference, and none that there is none on other rows.
    [Fact]
    public void SameModel_GivesZeroAndNoCertainty()
    {
        var difference = Comparison.SameRows(ClassificationMetrics.Accuracy, First, First)!.Value;
        AssertInterval(difference.Value, 0, -0.0601726, 0.0601726, 1e-6);
        Assert.Equal(1, difference.P);
    }

    [Fact]
    public void AllRightAgainstAllWrong_ReachesOne()
    {
        int[] labels = [0, 1, 0, 1, 0];
        var difference = Comparison.SameRows(
            ClassificationMetrics.Accuracy, Predicting(labels, labels, 2), Predicting([1, 0, 1, 0, 1], labels, 2))!.Value;
        Assert.Equal(1, difference.Value.High);
        Assert.InRange(difference.Value.Low, 0.1, 0.6);
        Assert.InRange(difference.P, 0.01, 0.05);
    }

    [Fact]
    public void P_IsFivePercent_WhereTheIntervalEndsAtZero()
    {
        for (var wrong = 0; wrong < 20; wrong++)
        {
            var difference = Difference(Enumerable.Range(0, 40).Select(row => row < wrong).ToArray(), Enumerable.Range(0, 40).Select(row => row % 9 == 0).ToArray(), null);
            Assert.Equal(difference.P < 0.05, difference.IsDistinguishable);
        }
    }

    // Rows that only repeat each other are one row each: three of every image tell hardly more than one, and three of which one is right tell more.
    [Fact]
    public void GroupedRows_CountByHowAlikeTheyAre()
    {
        bool[] first = [.. Enumerable.Range(0, 60).Select(row => row % 5 != 0)];
        bool[] second = [.. Enumerable.Range(0, 60).Select(row => row % 4 != 1)];
        string[] images = [.. Enumerable.Range(0, 180).Select(row => $"image {row / 3}")];
        bool[] Thrice(bool[] rows) => [.. rows.SelectMany(row => Enumerable.Repeat(row, 3))];
        var once = Width(Difference(first, second, null));
        Assert.InRange(Width(Difference(Thrice(first), Thrice(second), images)) / once, 1, 1.1);
        Assert.InRange(Width(Difference([.. first, .. first, .. first], [.. second, .. second, .. second], images)) / once, 0.4, 0.8);
    }

    [Fact]
    public void OneGroupOfSeveralRows_SaysNothing()
    {
        var difference = Difference([true, true, false], [false, true, false], ["a", "a", "a"]);
        Assert.Equal((-1, 1), (difference.Value.Low, difference.Value.High));
        Assert.Equal(1, difference.P);
    }

    private static double Width(Difference difference) => difference.Value.High - difference.Value.Low;

    private static Difference Difference(bool[] first, bool[] second, string[]? groups)
    {
        var labels = new int[first.Length];
        ClassificationRows Rows(bool[] right) => Predicting([.. right.Select(one => one ? 0 : 1)], labels, 2, groups);
        return Comparison.SameRows(ClassificationMetrics.Accuracy, Rows(first), Rows(second))!.Value;
    }
}
