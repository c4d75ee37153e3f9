using TransferKit.Tasks;
using TransferKit.Training.Heads;

namespace TransferKit.Tests.Training.Heads;

public class VariantRowsTests
{
    private readonly VariantRows _rows = new(5, [3, 1, 3], 2, (sample, variant, box) => sample == 3 && variant == 2 ? null : box with { XMin = variant / 4.0 });

    [Fact]
    public void VariantsFollowAllSamples_ThoseOfASampleTogether() =>
        Assert.Equal([1, 3, 4, 5, 6, 7, 8], _rows.With([1, 3, 4]));

    [Fact]
    public void OnlyTheSamplesAskedFor_BringTheirVariants() => Assert.Equal([0, 3, 7, 8], _rows.With([0, 3]));

    [Fact]
    public void AVariantHasTheValueOfItsSample() =>
        Assert.Equal(["a", "b", "c", "d", "e", "b", "b", "d", "d"], _rows.Spread(["a", "b", "c", "d", "e"]));

    [Fact]
    public void AVariantHasItsOwnBox_AndNoneWhereTooLittleIsSeen()
    {
        double?[] labels = [null, BoxLabel.Of(new(0, 0, 1, 1)), null, BoxLabel.Of(new(0, 0, 1, 0.5)), null];
        var spread = _rows.Spread(new TaskRows(LearningTask.Box("cell"), [], labels)).Labels;
        Assert.Equal(labels, spread.Take(5));
        Assert.Equal([0.25, 0.5, 0.25], spread.Skip(5).Take(3).Select(label => Math.Round(BoxLabel.Read(label!.Value).XMin, 4)));
        Assert.Null(spread[8]);
    }
}
