using TransferKit.Foundation;

namespace TransferKit.Graphs.Tests.Foundation;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("--bacth", "--batch")]
    [InlineData("--learning_rate", "--learning-rate")]
    [InlineData("--epoch", "--epochs")]
    [InlineData("--verbose", null)]
    public void TheNearestName_IsFoundUnlessTooFar(string typed, string? expected) =>
        Assert.Equal(expected, NearestName.Of(typed, ["--batch", "--epochs", "--learning-rate", "--seed"]));

    [Fact]
    public void NoNames_GiveNone() => Assert.Null(NearestName.Of("x", []));
}
