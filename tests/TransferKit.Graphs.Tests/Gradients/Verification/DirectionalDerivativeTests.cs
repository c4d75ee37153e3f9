using TransferKit.Graphs.Gradients.Verification;

namespace TransferKit.Graphs.Tests.Gradients.Verification;

public sealed class DirectionalDerivativeTests
{
    private const double Tolerance = 1e-4;

    [Fact]
    public void SmoothFunction_HasItsSlope() =>
        Assert.Equal(Math.Cos(1), Find(x => Math.Sin(1 + x))!.Value.Value, 1e-8);

    [Theory]
    [InlineData(3e-5)]
    [InlineData(-2e-6)]
    [InlineData(1e-7)]
    public void KinkNearby_IsStayedClearOf(double kink) =>
        Assert.Equal(kink > 0 ? 0 : 1, Find(x => Math.Max(x, kink))!.Value.Value, 1e-6);

    [Fact]
    public void KinkRightHere_HasNoDerivative()
    {
        Assert.Null(Find(x => Math.Max(x, 0)));
        Assert.Null(Find(x => Math.Max(x, 1e-12)));
    }

    [Fact]
    public void JumpAndNotANumber_HaveNoDerivative()
    {
        Assert.Null(Find(x => x < 0 ? 0 : 1));
        Assert.Null(Find(_ => double.NaN));
    }

    [Fact]
    public void ConstantAmongLargeTerms_HasSlopeZeroWithinItsResolution()
    {
        // Rounding of another kind at every step.
        var derivative = DirectionalDerivative.Find(x => 1e6 + (x * 1e-11), 1e6, 1, 0, Tolerance)!.Value;
        Assert.InRange(Math.Abs(derivative.Value), 0, derivative.Resolution);
    }

    private static DirectionalDerivative? Find(Func<double, double> function) => DirectionalDerivative.Find(function, 1, 1, 1, Tolerance);
}
