using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Strategy.Errors;

namespace TransferKit.Tests.Strategy.Errors;

public sealed class SliceSearchTests
{
    [Fact]
    public void APlantedWeakGroup_IsFound()
    {
        var run = new PlantedRun().Add(SplitName.Train, 150, 0, 0.05, "web").Add(SplitName.Train, 50, 0, 0.5, "phone").Build();

        var slices = Search(run, 1);

        Assert.Equal(["source is phone"], slices[0].Conditions);
        Assert.True(slices[0].IsDistinguishable);
    }

    [Fact]
    public void WhereNothingIsWeak_SearchingFindsNothingCertain()
    {
        var alarms = Enumerable.Range(1, 30).Count(seed => Search(new PlantedRun(seed).Add(SplitName.Train, 120, 0, 0.25).Build(), seed).Any(slice => slice.IsDistinguishable));

        Assert.InRange(alarms, 0, 4);
    }

    private static IReadOnlyList<Slice> Search(RunRecord run, int seed)
    {
        var stream = new RandomStream(seed, "attributes");
        ImageAttributes[] attributes = [.. run.Images.Select(_ => new ImageAttributes(
            100 + stream.NextInt32(50), 100 + stream.NextInt32(50), stream.NextDouble(), stream.NextDouble(), stream.NextDouble(), stream.NextDouble(), stream.NextDouble()))];
        return SliceSearch.Search(HeldOutErrors.Of(run, run.Tasks[0]), attributes, []);
    }
}
