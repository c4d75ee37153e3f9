using TransferKit.Foundation;
using TransferKit.Graphs.Stages;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Stages;

public sealed class StageListTests
{
    private static readonly StageList Stages = Fixture.Stages("resnet18.folded");

    [Theory]
    [InlineData("last:1", 8)]
    [InlineData("last:9", 0)]
    [InlineData("from:conv1", 0)]
    [InlineData("from:layer4.0", 7)]
    public void Selection_GivesTheFirstStage(string selection, int expected) => Assert.Equal(expected, Stages.Resolve(selection));

    [Theory]
    [InlineData("last:0")]
    [InlineData("last:10")]
    [InlineData("last:")]
    [InlineData("last:-1")]
    [InlineData("last:2.0")]
    [InlineData("first:1")]
    [InlineData("")]
    public void SelectionOutsideTheBackbone_TellsTheRange(string selection) =>
        Assert.Contains("1 to 9", Assert.Throws<InvalidOptionsException>(() => Stages.Resolve(selection)).Message, StringComparison.Ordinal);

    [Fact]
    public void UnknownName_TellsTheNearestAndAllOfThem()
    {
        var error = Assert.Throws<InvalidOptionsException>(() => Stages.Resolve("from:layer4_1"));
        Assert.Contains("Did you mean 'layer4.1'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("conv1, layer1.0, layer1.1, layer2.0", error.Message, StringComparison.Ordinal);
    }
}
