using TransferKit.Cli.Progress;
using TransferKit.Foundation;

namespace TransferKit.Cli.Tests.Progress;

public sealed class LineProgressTests
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void ShortWork_PrintsNothing()
    {
        Run(steps: 100, TimeSpan.FromMilliseconds(20));

        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public void LongWork_PrintsALineEveryFewSecondsWithTimeLeft()
    {
        Run(steps: 10, TimeSpan.FromSeconds(1));

        Assert.Equal("Computing features: 40 %, 6.0 s left\nComputing features: 80 %, 2.0 s left\n", _output.ToString());
    }

    [Fact]
    public void WorkWithoutATotal_PrintsItsName()
    {
        var progress = new LineProgress(_output, _time);
        _time.Advance(TimeSpan.FromSeconds(9));

        progress.Report(new("save", 1, 0));

        Assert.Equal("Saving ...\n", _output.ToString());
    }

    private void Run(int steps, TimeSpan step)
    {
        var progress = new LineProgress(_output, _time);
        progress.Report(new ProgressReport("features", 0, steps));
        for (var done = 1; done <= steps; done++)
        {
            _time.Advance(step);
            progress.Report(new ProgressReport("features", done, steps));
        }
    }
}
