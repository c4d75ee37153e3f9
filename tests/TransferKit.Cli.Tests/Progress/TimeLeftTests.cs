using TransferKit.Cli.Progress;
using TransferKit.Foundation;

namespace TransferKit.Cli.Tests.Progress;

public sealed class TimeLeftTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void ResumedWork_IsJudgedByItsOwnPace()
    {
        var left = new TimeLeft(_time);
        Assert.Null(left.After(new ProgressReport("train", 90, 100)));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(90), left.After(new ProgressReport("train", 91, 100)));
    }

    [Fact]
    public void ANewPhase_StartsAnew()
    {
        var left = new TimeLeft(_time);
        left.After(new ProgressReport("features", 0, 10));
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Null(left.After(new ProgressReport("train", 0, 10)));
    }
}
