using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;
using TransferKit.Strategy.Curves;
using TransferKit.Tasks;

namespace TransferKit.Tests.Strategy.Curves;

public sealed class TaskCurveTests
{
    private const int Images = 400;

    private static readonly int[] Sizes = [10, 20, 40, 80, 160];
    private static readonly PowerLaw Planted = new(0.05, 1.2, 0.5);
    private static readonly LearningTask Label = LearningTask.Classification("label");

    [Fact]
    public void APlantedLaw_LiesWithinItsIntervals()
    {
        var curves = Enumerable.Range(0, 40).Select(draw => Curve(Planted.At, Sizes, draw)).ToList();
        Assert.InRange(curves.Count(curve => Holds(curve.Predictions[0], Planted.At(320))), 36, 40);
        Assert.InRange(curves.Count(curve => Holds(curve.Predictions[1], Planted.At(640))), 36, 40);
        Assert.InRange(curves.Count(curve => curve.Check!.Within), 36, 40);
        Assert.InRange(curves.Count(curve => curve.Target!.Low <= 576 && curve.Target.High >= 576), 36, 40);
        Assert.All(curves, curve => Assert.Equal([320, 640], curve.Predictions.Select(prediction => prediction.Size)));
    }

    [Fact]
    public void AnErrorThatLeavesTheLaw_FailsTheCheck()
    {
        var curve = Curve(size => size < 160 ? Planted.At(size) : 0.4, Sizes, 1);
        Assert.False(curve.Check!.Within);
        Assert.Equal(160, curve.Check.Size);
        Assert.Contains(curve.Sentences, sentence => sentence.EndsWith("outside the interval: do not rely on the predictions.", StringComparison.Ordinal));
    }

    [Fact]
    public void TheSameRows_GiveTheSameCurve() => Assert.Equal(Curve(Planted.At, Sizes, 3).Predictions, Curve(Planted.At, Sizes, 3).Predictions);

    [Fact]
    public void TwoSizes_GiveNoLaw_AndSayWhy()
    {
        var curve = Curve(Planted.At, [10, 20], 1);
        Assert.Null(curve.Law);
        Assert.Empty(curve.Predictions);
        Assert.Equal(["No law is fitted: it takes 3 sizes or more, and there are 2."], curve.Sentences);
    }

    [Fact]
    public void ThreeSizes_GiveALawThatIsNotChecked()
    {
        var curve = Curve(Planted.At, [10, 40, 160], 1);
        Assert.NotNull(curve.Law);
        Assert.Null(curve.Check);
        Assert.Contains("The law was not checked: that takes 4 sizes or more, of which the largest is held out.", curve.Sentences);
    }

    [Fact]
    public void AnErrorBelowTheFloor_IsNeverReached()
    {
        var curve = Curve(size => size < 15 ? 0.6 : 0.3, Sizes, 1);
        Assert.Equal(double.PositiveInfinity, curve.Target!.Size);
        Assert.Contains(curve.Sentences, sentence => sentence.StartsWith("An error of 0.1 is not reached by more images alone", StringComparison.Ordinal));
    }

    [Fact]
    public void ErrorsThatDoNotFall_AreSaidNotToHaveFallen() =>
        Assert.Contains("Between these sizes more images did not make the error smaller.", Curve(size => 0.2 + (size / 1_000), Sizes, 1).Sentences);

    private static bool Holds(CurvePrediction prediction, double truth) => prediction.Error.Low <= truth && truth <= prediction.Error.High;

    /// <summary>An image is wrong at the sizes at which the error is above how easy it is; a little chance is added for each size.</summary>
    private static TaskCurve Curve(Func<double, double> error, int[] sizes, int draw)
    {
        var random = new RandomStream(draw, "planted");
        double[] easy = [.. Enumerable.Range(0, Images).Select(_ => random.NextDouble())];
        var rows = sizes.Select(size => Rows([.. easy.Select(image => (image + (0.2 * random.NextDouble())) % 1 < error(size))])).ToList();
        var metric = Label.MainMetric;
        var points = sizes.Zip(rows, (size, row) => new CurvePoint(size, size, metric.Error(row, new()), null, 0)).ToList();
        int[] images = [.. Enumerable.Range(0, Images)];
        var resamples = CrossedBootstrap.Draw([.. rows.Select(ClassificationMetrics.Accuracy.Figure)], images, new int[Images], new() { Resamples = 500, Seed = draw }, "curve");
        return TaskCurve.Of(Label, metric.Name, points, [.. resamples.Select(resample => Array.ConvertAll(resample, figure => metric.Error(figure)))], 0.1);
    }

    private static ClassificationRows Rows(bool[] wrong) => new([.. wrong.SelectMany(row => row ? new[] { 0f, 1f } : [1f, 0f])], new int[wrong.Length], 2);
}
