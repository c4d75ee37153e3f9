using TransferKit.Training.Schedules;

namespace TransferKit.Tests.Training;

public class ScheduleTests
{
    private const int Steps = 100;

    [Fact]
    public void Cosine_FallsFromOneToNearlyZero()
    {
        var factors = Factors(ScheduleKind.Cosine);
        Assert.Equal(1, factors[0]);
        Assert.InRange(factors[^1], 0, 0.001);
        Assert.All(factors.Zip(factors.Skip(1)), pair => Assert.True(pair.First > pair.Second));
    }

    [Fact]
    public void OneCycle_RisesForThreeTenthsThenFalls()
    {
        var factors = Factors(ScheduleKind.OneCycle);
        Assert.Equal(1.0 / 25, factors[0], 6);
        Assert.Equal(30, Array.IndexOf(factors, factors.Max()));
        Assert.InRange(factors[^1], 0, 0.001);
    }

    [Fact]
    public void Constant_StaysAtOne() => Assert.All(Factors(ScheduleKind.Constant), factor => Assert.Equal(1, factor));

    private static double[] Factors(ScheduleKind kind) => [.. Enumerable.Range(0, Steps).Select(step => Schedule.Factor(kind, step, Steps))];
}
