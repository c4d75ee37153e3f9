using TransferKit.Training.Heads;

namespace TransferKit.Tests.Training.Heads;

public class VariantRowsTests
{
    private readonly VariantRows _rows = new(5, [3, 1, 3], 2);

    [Fact]
    public void VariantsFollowAllSamples_ThoseOfASampleTogether() =>
        Assert.Equal([1, 3, 4, 5, 6, 7, 8], _rows.With([1, 3, 4]));

    [Fact]
    public void OnlyTheSamplesAskedFor_BringTheirVariants() => Assert.Equal([0, 3, 7, 8], _rows.With([0, 3]));

    [Fact]
    public void AVariantHasTheValueOfItsSample() =>
        Assert.Equal(["a", "b", "c", "d", "e", "b", "b", "d", "d"], _rows.Spread(["a", "b", "c", "d", "e"]));
}
