using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

public sealed class PowerLawTests
{
    private static readonly double[] Sizes = [10, 20, 40, 80, 160];

    [Theory]
    [InlineData(0.05, 1.2, 0.5)]
    [InlineData(0, 0.9, 0.25)]
    [InlineData(0.2, 40, 2)]
    [InlineData(3, 12, 0.7)]
    public void APlantedLaw_IsFound(double a, double b, double c)
    {
        var planted = new PowerLaw(a, b, c);
        var found = new PowerLawFit(Sizes, [1, 1, 1, 1, 1]).Of([.. Sizes.Select(planted.At)]);
        Assert.Equal(a, found.A, 6);
        Assert.Equal(b, found.B, 4);
        Assert.Equal(c, found.C, 9);
    }

    [Fact]
    public void ErrorsThatDoNotFall_GiveTheirMean()
    {
        var found = new PowerLawFit(Sizes, [1, 1, 1, 1, 1]).Of([0.1, 0.1, 0.2, 0.2, 0.3]);
        Assert.Equal((0, 0.18), (found.B, Math.Round(found.A, 9)));
    }

    [Fact]
    public void ErrorsThatFallInAStraightLine_LeaveNoErrorBelowZero()
    {
        var found = new PowerLawFit([10, 20, 40], [1, 1, 1]).Of([0.3, 0.2, 0.05]);
        Assert.Equal(0, found.A);
        Assert.True(found.B > 0);
    }

    [Fact]
    public void UncertainErrors_CountLess()
    {
        double[] errors = [.. Sizes.Select(new PowerLaw(0.1, 1, 0.5).At)];
        errors[0] += 0.2;
        var even = new PowerLawFit(Sizes, [1, 1, 1, 1, 1]).Of(errors);
        var weighted = new PowerLawFit(Sizes, [50, 1, 1, 1, 1]).Of(errors);
        Assert.True(Math.Abs(weighted.At(320) - new PowerLaw(0.1, 1, 0.5).At(320)) < Math.Abs(even.At(320) - new PowerLaw(0.1, 1, 0.5).At(320)));
    }

    [Fact]
    public void SizeFor_IsTheInverse_AndInfiniteBelowTheFloor()
    {
        var law = new PowerLaw(0.1, 2, 0.5);
        Assert.Equal(640, law.SizeFor(law.At(640)), 6);
        Assert.Equal(double.PositiveInfinity, law.SizeFor(0.1));
    }

    [Fact]
    public void TwoSizes_DetermineNoLaw() => Assert.Throws<ArgumentOutOfRangeException>(() => new PowerLawFit([10, 20], [1, 1]));
}
