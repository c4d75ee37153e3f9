using TransferKit.Datasets;
using TransferKit.Strategy.Curves;

namespace TransferKit.Tests.Strategy.Curves;

public sealed class RunCurveTests
{
    [Theory]
    [InlineData(200, 4, new[] { 25, 50, 100 })]
    [InlineData(60, 4, new[] { 15, 30 })]
    [InlineData(200, 20, new[] { 50, 100 })]
    [InlineData(39, 4, new int[0])]
    [InlineData(100, 0, new[] { 12, 25, 50 })]
    public void Sizes_AreAnEighthAQuarterAndAHalf_WhereTheyAreEnoughToLearnFrom(int largest, int classes, int[] sizes) =>
        Assert.Equal(sizes, RunCurve.Sizes(largest, classes));

    [Theory]
    [InlineData(3, "The 3 images are too few for a learning curve")]
    [InlineData(30, "The 30 images are too few for a learning curve")]
    [InlineData(80, "The backbone 'tiny' is not there any more")]
    public async Task WhereThereIsNone_ItIsSaidWhy(int images, string why)
    {
        var run = new PlantedRun().Add(SplitName.Train, images, 0).Build();

        var curve = await RunCurve.MeasureAsync(run, run.Tasks[0], [], withAll: true, null, 1, null, CancellationToken.None);

        Assert.Null(curve.Curve);
        Assert.StartsWith(why, curve.WhyNot);
    }
}
