using TransferKit.Features;

namespace TransferKit.Tests.Features;

public sealed class FeatureScalerTests
{
    [Fact]
    public void Fit_TakesMeanAndDeviationFromTheRowsGivenAlone()
    {
        var features = new FeatureMatrix([1, 10, 3, 30, 1000, -1000], 3, 2);
        var scaler = FeatureScaler.Fit(features, [0, 1]);
        Assert.Equal([2, 20], scaler.Mean);
        Assert.Equal([1, 0.1f], scaler.Scale);
        scaler.Apply(features);
        Assert.Equal([-1, -1, 1, 1, 998, -102], features.Values);
    }

    [Fact]
    public void AColumnThatDoesNotVary_BecomesZero()
    {
        var features = new FeatureMatrix([0.1f, 0, 1e9f, 0.1f, 0, 1e9f, 7, 8, 9], 3, 3);
        var scaler = FeatureScaler.Fit(features, [0, 1]);
        Assert.Equal([0, 0, 0], scaler.Scale);
        scaler.Apply(features);
        Assert.All(features.Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void ALargeMean_DoesNotSwallowTheVariance()
    {
        var features = new FeatureMatrix([10000f, 10001f, 10002f, 10003f], 4, 1);
        Assert.Equal(1 / Math.Sqrt(1.25), FeatureScaler.Fit(features, [0, 1, 2, 3]).Scale[0], 1e-6);
    }

    [Fact]
    public void NoRows_AreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => FeatureScaler.Fit(new(3, 2), []));
}
