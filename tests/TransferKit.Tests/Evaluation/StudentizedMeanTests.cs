using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;

namespace TransferKit.Tests.Evaluation;

/// <summary>Its ends are held against numpy in <see cref="Metrics.MetricTruthTests"/>.</summary>
public class StudentizedMeanTests
{
    // BCa reaches 0.078 here: of two large losses in fifty it cannot know how many there might have been.
    [Fact]
    public void FewLargeLosses_ReachFarther()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(row => row is 10 or 20 ? 1 : 0.001 * row)];
        var groups = RowGroups.None(values.Length);
        var mean = new RowMean(values, FigureRange.NotNegative);
        var studentized = StudentizedMean.Interval(mean, groups, BootstrapOptions.Default, "test")!.Value;
        var accelerated = Bootstrap.Interval(mean.Over(groups.UnitOfRow, groups.Count), values.Length, BootstrapOptions.Default, "test")!.Value;
        Assert.True(studentized.High > 1.2 * accelerated.High, $"{studentized} and {accelerated}");
        Assert.Equal(accelerated.Value, studentized.Value, 1e-12);
    }

    // A resample of zeros alone has no standard error: where more than 2.5 % are such, no end can be told, and BCa's stands.
    [Fact]
    public void ResamplesWithoutSpread_LeaveItToBCa()
    {
        double[] errors = [.. Enumerable.Range(0, 50).Select(row => row < 3 ? 1.0 : 0)];
        var groups = RowGroups.None(errors.Length);
        var mean = new RowMean(errors, FigureRange.NotNegative);
        Assert.Null(StudentizedMean.Interval(mean, groups, BootstrapOptions.Default, "mae"));
        Assert.Equal(
            Bootstrap.Interval(mean.Over(groups.UnitOfRow, groups.Count), errors.Length, BootstrapOptions.Default, "mae"),
            RegressionMetrics.MeanAbsoluteError.Measure(new(errors, new double[errors.Length])));
    }
}
