using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Tests.Evaluation;

public sealed class CrossedBootstrapTests
{
    private const int Images = 100;
    private const int Seeds = 5;

    private static readonly int[] ImageOfRow = [.. Enumerable.Range(0, Images * Seeds).Select(row => row % Images)];
    private static readonly int[] SeedOfRow = [.. Enumerable.Range(0, Images * Seeds).Select(row => row / Images)];

    [Fact]
    public void FiguresOfTheSameRows_AreDrawnTogether()
    {
        var figure = Mean(row => ImageOfRow[row] % 7);
        Assert.All(CrossedBootstrap.Draw([figure, figure], ImageOfRow, SeedOfRow, new() { Resamples = 100 }, "test"), values => Assert.Equal(values[0], values[1]));
    }

    [Fact]
    public void BothKindsOfUnits_AddTheirSpread()
    {
        var random = new RandomStream(1, "test");
        double[] images = [.. Enumerable.Range(0, Images).Select(_ => random.NextGaussian())];
        double[] seeds = [.. Enumerable.Range(0, Seeds).Select(_ => random.NextGaussian())];
        var ofImages = Spread(Mean(row => images[ImageOfRow[row]]));
        var ofSeeds = Spread(Mean(row => seeds[SeedOfRow[row]]));
        Assert.Equal(Variance(images) / Images, ofImages, ofImages / 8);
        Assert.Equal(Variance(seeds) / Seeds, ofSeeds, ofSeeds / 8);
        Assert.Equal(ofImages + ofSeeds, Spread(Mean(row => images[ImageOfRow[row]] + seeds[SeedOfRow[row]])), (ofImages + ofSeeds) / 8);
    }

    [Fact]
    public void OneSeed_LeavesTheImagesAlone()
    {
        int[] images = [.. Enumerable.Range(0, Images)];
        var values = CrossedBootstrap.Draw([new RowMean([.. images.Select(image => (double)image)], FigureRange.NotNegative)], images, new int[Images], new(), "test");
        Assert.Equal(Variance([.. images.Select(image => (double)image)]) / Images, Variance([.. values.Select(value => value[0])]), 1.0);
    }

    private static double Spread(RowMean figure) =>
        Variance([.. CrossedBootstrap.Draw([figure], ImageOfRow, SeedOfRow, new() { Resamples = 5_000 }, "test").Select(values => values[0])]);

    private static RowMean Mean(Func<int, double> valueOf) => new([.. Enumerable.Range(0, Images * Seeds).Select(valueOf)], FigureRange.NotNegative);

    private static double Variance(double[] values) => values.Average(value => Math.Pow(value - values.Average(), 2));
}
