using TransferKit.Foundation;
using TransferKit.Graphs.Gradients.Verification;

namespace TransferKit.Graphs.Tests.Gradients.Verification;

/// <summary>The gradient of half the squared length is the tensor itself.</summary>
public sealed class GradientComparisonTests
{
    private const double Tolerance = 1e-4;
    private readonly double[] _values = [.. Enumerable.Range(1, 100).Select(i => Math.Sin(i))];

    [Fact]
    public void RightGradient_HasHardlyAnError()
    {
        var (comparison, calls) = Run(_values);
        Assert.InRange(comparison.Error, 0, 1e-8);
        Assert.Equal((6, 0, 6), (comparison.Checked, comparison.Kinks, calls));
        Assert.Equal(6, GradientComparison.Count(_values.Length, 5));
    }

    [Fact]
    public void WrongEntryThatIsLargest_IsAnErrorOfItself()
    {
        var wrong = (double[])[.. _values];
        wrong[41] = 3;
        Assert.InRange(Run(wrong).Comparison.Error, 1, 10);
    }

    [Fact]
    public void WrongEntriesThatAreNotSampled_AreNoticedByTheDirection()
    {
        double[] wrong = [.. _values.Index().Select(pair => pair.Index % 10 == 3 ? pair.Item * 0.9 : pair.Item)];
        Assert.InRange(Run(wrong, samples: 1).Comparison.Error, Tolerance, 1);
    }

    [Fact]
    public void GradientThatShouldBeZero_IsNoticed() => Assert.InRange(Run(_values, loss: _ => 1).Comparison.Error, 1, double.PositiveInfinity);

    [Fact]
    public void GradientThatIsMissing_IsNoticed() => Assert.InRange(Run(new double[100]).Comparison.Error, 0.99, 1.01);

    [Fact]
    public void NoNumber_IsTheWorstError()
    {
        var wrong = (double[])[.. _values];
        wrong[7] = double.NaN;
        Assert.Equal(double.PositiveInfinity, Run(wrong).Comparison.Error);
    }

    [Fact]
    public void EntriesOnAKink_AreCountedAndLeftOut()
    {
        Array.Clear(_values);
        var (comparison, _) = Run(new double[100], loss: values => values.Sum(Math.Abs));
        Assert.Equal((0, 6), (comparison.Checked, comparison.Kinks));
    }

    [Fact]
    public void DirectionLeavesOutZeros_WhichSitOnKinks()
    {
        _values[50] = 0;
        double[] gradient = [.. _values.Select(value => (double)Math.Sign(value))];
        var (comparison, _) = Run(gradient, samples: 1, loss: values => values.Sum(Math.Abs));
        Assert.Equal((2, 0), (comparison.Checked, comparison.Kinks));
        Assert.InRange(comparison.Error, 0, 1e-8);
    }

    private (GradientComparison Comparison, int Calls) Run(double[] gradient, int samples = 5, Func<double[], double>? loss = null)
    {
        var kept = _values.ToArray();
        var calls = 0;
        var comparison = new GradientComparison(
            () => (loss ?? (values => values.Sum(value => value * value / 2)))(_values), 25, _values, gradient, Tolerance);
        comparison.Run(samples, new RandomStream(5, "comparison"), () => calls++);
        Assert.Equal(kept, _values);
        return (comparison, calls);
    }
}
