using FsCheck.Xunit;
using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Tests.Evaluation;

public class LabelThresholdsTests
{
    [Fact]
    public void Threshold_IsTheMiddleOfTheBestGap() =>
        Assert.Equal([0.625], LabelThresholds.Tune([0.25f, 0.5f, 0.75f, 1], [false, false, true, true], 1));

    // F1 is 2/3 at 0.9375 (one of two found) and at 0.3125 (two found among four); 0.3125 is nearer to 0.5.
    [Fact]
    public void EqualScores_GiveTheOneNearestToAHalf() =>
        Assert.Equal([0.3125], LabelThresholds.Tune([1, 0.875f, 0.5f, 0.375f, 0.25f], [true, false, false, true, false], 1));

    [Fact]
    public void LabelTrueInMostRows_IsPredictedEverywhere() =>
        Assert.Equal([0.125], LabelThresholds.Tune([0.25f, 0.5f, 0.75f, 1], [true, true, false, true], 1));

    [Fact]
    public void LabelWithOneAnswer_KeepsAHalf() =>
        Assert.Equal([0.5, 0.5, 0.625], LabelThresholds.Tune([1, 0, 0.75f, 1, 0, 0.5f], [true, false, true, true, false, false], 3));

    [Fact]
    public void NoRows_KeepAHalf() => Assert.Equal([0.5, 0.5], LabelThresholds.Tune([], [], 2));

    [Fact]
    public void BadInput_Throws()
    {
        Assert.Throws<InvalidScoresException>(() => LabelThresholds.Tune([float.NaN], [true], 1));
        Assert.Throws<ArgumentException>(() => LabelThresholds.Tune([0, 1, 0], [true, false, true], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelThresholds.Tune([], [], -1));
    }

    // Probabilities of few values, so that there are ties; every threshold is tried.
    [Property(MaxTest = 300)]
    public bool NoThreshold_DoesBetter(int seed)
    {
        var random = new RandomStream(seed, "thresholds");
        var rows = 2 + random.NextInt32(10);
        var probabilities = Enumerable.Range(0, rows).Select(_ => random.NextInt32(9) / 8f).ToArray();
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextDouble() < 0.4).ToArray();
        var found = LabelThresholds.Tune(probabilities, labels, 1)[0];
        if (labels.Distinct().Count() == 1)
        {
            return found == 0.5;
        }

        float[] values = [0, .. probabilities.Where(value => value > 0).Distinct().Order()];
        double[] middles = [.. values.Zip(values.Skip(1), (low, high) => (low + high) / 2.0)];
        double[] candidates = probabilities.Contains(0) ? [0, .. middles] : middles;
        var best = Enumerable.Range(0, 1001).Max(step => F1(probabilities, labels, step / 1000.0));
        var nearest = candidates.Where(candidate => F1(probabilities, labels, candidate) == best).Min(Distance);
        return F1(probabilities, labels, found) == best && candidates.Contains(found) && Distance(found) == nearest;
    }

    private static double Distance(double threshold) => Math.Abs(threshold - 0.5);

    private static double F1(float[] probabilities, bool[] labels, double threshold)
    {
        var both = probabilities.Zip(labels).Count(row => row.First >= threshold && row.Second);
        return 2.0 * both / (probabilities.Count(value => value >= threshold) + labels.Count(label => label));
    }
}
