using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Tests.Evaluation;

public sealed class LabelNoiseTests
{
    private const int Classes = 5;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void PlantedNoise_LiesInTheInterval(double noise)
    {
        var inside = Enumerable.Range(0, 20).Count(seed =>
        {
            var (probabilities, labels, _) = Draw(400, noise, seed);
            var share = LabelNoise.Fit(probabilities, labels, Classes)!.Share;
            return share.Low <= noise && noise <= share.High;
        });

        Assert.InRange(inside, 17, 20);
    }

    [Fact]
    public void AHardTaskWithoutNoise_IsNotTakenForANoisyOne()
    {
        var alarms = Enumerable.Range(0, 40).Count(seed =>
        {
            var (probabilities, labels, _) = Draw(300, 0, seed);
            return LabelNoise.Fit(probabilities, labels, Classes)!.IsDistinguishable;
        });

        Assert.InRange(alarms, 0, 4);
    }

    [Fact]
    public void ATemperature_ChangesNothing()
    {
        var (probabilities, labels, _) = Draw(300, 0.1, 3);
        var hotter = TemperatureScaling.Softmax([.. probabilities.Select(p => (float)Math.Log(p))], Classes, 2);

        var (first, second) = (LabelNoise.Fit(probabilities, labels, Classes)!, LabelNoise.Fit(hotter, labels, Classes)!);

        Assert.Equal(first.Share.Value, second.Share.Value, 0.002);
        Assert.Equal(first.Temperature, 2 * second.Temperature, 0.02);
    }

    [Fact]
    public void WrongLabels_AreHeldToBeWrong()
    {
        var (probabilities, labels, wrong) = Draw(1_000, 0.15, 5);
        var noise = LabelNoise.Fit(probabilities, labels, Classes)!;

        var (ofWrong, ofRight) = (Enumerable.Range(0, 1_000).Where(row => wrong[row]).Average(row => noise.Wrong[row]), Enumerable.Range(0, 1_000).Where(row => !wrong[row]).Average(row => noise.Wrong[row]));
        Assert.True(ofWrong > 0.5 && ofRight < 0.1, $"{ofWrong} {ofRight}");
        // It is a probability: as many are wrong as it says.
        Assert.Equal(wrong.Count(value => value), noise.Wrong.Sum(), 30.0);
    }

    [Fact]
    public void NoRows_GiveNothing() => Assert.Null(LabelNoise.Fit([], [], 2));

    [Fact]
    public void ShapesThatDoNotFit_AreErrors()
    {
        Assert.Throws<ArgumentException>(() => LabelNoise.Fit([0.5f, 0.5f], [0, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelNoise.Fit([1f], [0], 1));
    }

    /// <summary>Labels drawn from the probabilities themselves, which is what a calibrated model on a hard task says; then some made wrong.</summary>
    private static (float[] Probabilities, int[] Labels, bool[] Wrong) Draw(int rows, double noise, int seed)
    {
        var stream = new RandomStream(seed, "noise");
        var probabilities = TemperatureScaling.Softmax([.. Enumerable.Range(0, rows * Classes).Select(_ => (float)(3 * stream.NextGaussian()))], Classes, 1);
        var (labels, wrong) = (new int[rows], new bool[rows]);
        for (var row = 0; row < rows; row++)
        {
            var (draw, label) = (stream.NextDouble(), 0);
            while (label < Classes - 1 && (draw -= probabilities[(row * Classes) + label]) > 0)
            {
                label++;
            }

            wrong[row] = stream.NextDouble() < noise;
            labels[row] = wrong[row] ? (label + 1 + stream.NextInt32(Classes - 1)) % Classes : label;
        }

        return (probabilities, labels, wrong);
    }
}
