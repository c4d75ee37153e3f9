using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;
using static TransferKit.Tests.Evaluation.Fixture;

namespace TransferKit.Tests.Evaluation;

public class TemperatureScalingTests
{
    private static float[] SureLogits { get; } = [.. FirstProbabilities.Select(value => 3 * MathF.Log(value))];

    // z = 3*np.log(p); scipy.optimize.minimize_scalar over the log of the temperature, method='bounded', xatol=1e-10
    [Fact]
    public void Temperature_EqualsScipy()
    {
        var fit = TemperatureScaling.Fit(SureLogits, Labels, Classes);
        Assert.Equal(1.6441032549, fit.Temperature, 1e-5);
        Assert.Equal(0.7856995135, ClassificationMetrics.LogLoss.Measure(fit.Before)!.Value.Value, 1e-6);
        Assert.Equal(0.7195417332, ClassificationMetrics.LogLoss.Measure(fit.After)!.Value.Value, 1e-6);
    }

    [Fact]
    public void Scaling_ChangesNoPrediction()
    {
        var fit = TemperatureScaling.Fit(SureLogits, Labels, Classes);
        Assert.True(fit.Before.Predicted.SequenceEqual(fit.After.Predicted));
    }

    [Fact]
    public void LogitsDrawnAtATemperature_GiveItBack()
    {
        var random = new RandomStream(1, "temperature");
        var logits = new float[6_000 * Classes];
        var labels = new int[6_000];
        for (var row = 0; row < labels.Length; row++)
        {
            var scores = logits.AsSpan(row * Classes, Classes);
            for (var index = 0; index < Classes; index++)
            {
                scores[index] = (float)(4 * random.NextGaussian());
            }

            var probabilities = TemperatureScaling.Softmax(scores, Classes, 2.5);
            var draw = random.NextDouble();
            labels[row] = draw < probabilities[0] ? 0 : draw < probabilities[0] + probabilities[1] ? 1 : 2;
        }

        Assert.Equal(2.5, TemperatureScaling.Fit(logits, labels, Classes).Temperature, 0.15);
    }

    [Fact]
    public void AllRight_LeavesTemperatureAlone() =>
        Assert.Equal(1, TemperatureScaling.Fit([3, 0, 0, 2], [0, 1], 2).Temperature);

    [Fact]
    public void NoRows_LeaveTemperatureAlone() => Assert.Equal(1, TemperatureScaling.Fit([], [], 2).Temperature);

    [Fact]
    public void AllWrong_GivesAllButEqualProbabilities()
    {
        var fit = TemperatureScaling.Fit([3, 0, 0, 2], [1, 0], 2);
        Assert.Equal(100, fit.Temperature);
        Assert.InRange(fit.After.Confidence[0], 0.5f, 0.51f);
    }

    [Fact]
    public void HugeLogits_DoNotOverflow() =>
        Assert.Equal([1, 0], TemperatureScaling.Softmax([3e38f, -3e38f], 2, 0.01));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void LogitsThatAreNotFinite_Throw(float value)
    {
        var error = Assert.Throws<InvalidScoresException>(() => TemperatureScaling.Fit([1, 0, value, 0], [0, 1], 2));
        Assert.Contains("row 1", error.Message);
    }
}
