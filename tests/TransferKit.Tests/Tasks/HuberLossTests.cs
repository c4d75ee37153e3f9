using TransferKit.Tasks;

namespace TransferKit.Tests.Tasks;

public class HuberLossTests
{
    [Theory]
    [InlineData(0.5, 0, 0.125, 0.5)]
    [InlineData(-1.5, 0, 1, -1)]
    [InlineData(103, 3, 99.5, 1)]
    public void IsSquaredNearZero_AndLinearBeyondOne(float output, double label, double expected, double slope)
    {
        var loss = new HuberLoss();
        Assert.Equal(expected, loss.OfRow([output], label), 6);
        var (value, gradient) = LossGraph.Run(loss, 1, [output], [1], [label]);
        Assert.Equal(expected, value, 3);
        Assert.Equal(slope, gradient[0], 5);
    }
}
