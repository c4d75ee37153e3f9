using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy.Distributions;

namespace TransferKit.Tests.Strategy.Distributions;

public sealed class DistributionTests
{
    [Fact]
    public void EveryPart_IsComparedWithTheNext()
    {
        var run = new PlantedRun().Add(SplitName.Train, 9, 0).Add(SplitName.Dev, 4, 0).Add(SplitName.Test, 5, 0).Build();

        var pairs = ComparedParts.Of(run, bySource: false);

        Assert.Equal([("train", "dev", 9, 4), ("dev", "test", 4, 5)], pairs.Select(pair => (pair.FromName, pair.ToName, pair.From.Length, pair.To.Length)));
    }

    [Fact]
    public void EverySource_IsComparedWithThatOfDev()
    {
        var run = new PlantedRun().Add(SplitName.Train, 9, 0, source: "web").Add(SplitName.Train, 3, 0, source: "scan").Add(SplitName.Dev, 4, 0, source: "phone").Build();

        Assert.Equal([("scan", "phone"), ("web", "phone")], ComparedParts.Of(run, bySource: true).Select(pair => (pair.FromName, pair.ToName)));
    }

    [Fact]
    public void NothingToCompare_IsAnError()
    {
        var run = new PlantedRun().Add(SplitName.Train, 9, 0, source: "web").Build();

        Assert.Contains("one part alone", Assert.Throws<InvalidOptionsException>(() => ComparedParts.Of(run, bySource: false)).Message);
        Assert.Contains("a column 'source'", Assert.Throws<InvalidOptionsException>(() => ComparedParts.Of(run, bySource: true)).Message);
    }

    [Fact]
    public void ALabelThatOccursMoreOftenInDev_IsDrift()
    {
        var run = new PlantedRun().Add(SplitName.Train, 200, 0).Add(SplitName.Dev, 100, 0).Build();
        var shifted = run with { Images = [.. run.Images.Select(image => image.Part == SplitName.Dev && image.Labels[0] == 1 ? image with { Labels = [2] } : image)] };
        LabelDifference Class2(RunRecord of) => LabelDrift.Of(of, ComparedParts.Of(of, false)[0]).Single(label => label.Label == "class-2");

        Assert.True(Class2(run).P > 0.05);
        var drift = Class2(shifted);
        Assert.True(drift.P < 0.001);
        Assert.True(drift.To > drift.From + 0.1 && drift.Difference.Low > 0);
    }

    [Fact]
    public void AClassifier_FindsAShiftAndNothingWhereThereIsNone()
    {
        var apart = Scores(seed: 1, shift: 1.0);
        Assert.True(Superiority.Of(apart.From, apart.To)!.Value.Low > 0.7);

        var alarms = Enumerable.Range(1, 40).Count(seed =>
        {
            var (from, to) = Scores(seed, shift: 0);
            return Superiority.Of(from, to) is { Value: > 0.5 } && Superiority.PValue(from, to) < 0.05;
        });
        Assert.InRange(alarms, 0, 5);
    }

    [Fact]
    public void TooFewImages_AreNotClassified()
    {
        var run = new PlantedRun().Add(SplitName.Train, 30, 0).Add(SplitName.Dev, 9, 0).Build();

        Assert.Null(PartClassifier.Scores(run, ComparedParts.Of(run, false)[0], new FeatureMatrix(39, 3), 1, default));
    }

    // Ten thousand would be learned from for minutes, and tell hardly more.
    [Fact]
    public void LargeParts_AreClassifiedByAPartOfThem()
    {
        var (from, to) = Scores(seed: 1, shift: 1.0, train: 2_300, dev: 40);
        Assert.Equal((2_000, 40), (from.Length, to.Length));
        Assert.True(Superiority.Of(from, to)!.Value.Low > 0.7);
    }

    private static (double[] From, double[] To) Scores(int seed, double shift, int train = 50, int dev = 25)
    {
        var run = new PlantedRun(seed).Add(SplitName.Train, train, 0).Add(SplitName.Dev, dev, 0).Build();
        var stream = new RandomStream(seed, "features");
        var features = new FeatureMatrix(train + dev, 8);
        for (var row = 0; row < features.Rows; row++)
        {
            foreach (ref var value in features.Row(row))
            {
                value = (float)(stream.NextGaussian() + (row >= train ? shift : 0));
            }
        }

        return PartClassifier.Scores(run, ComparedParts.Of(run, false)[0], features, 1, default)!.Value;
    }
}
