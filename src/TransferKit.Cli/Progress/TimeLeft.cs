using TransferKit.Foundation;

namespace TransferKit.Cli.Progress;

/// <summary>Estimates how long a phase still takes from its own pace: what was done before it was first seen does not count.</summary>
internal sealed class TimeLeft(TimeProvider time)
{
    private string? _phase;
    private long _firstDone;
    private long _start;

    /// <summary>The estimate, or null while there is nothing to go by.</summary>
    public TimeSpan? After(ProgressReport report)
    {
        if (report.Phase != _phase || report.Done < _firstDone)
        {
            (_phase, _firstDone, _start) = (report.Phase, report.Done, time.GetTimestamp());
        }

        var done = report.Done - _firstDone;
        return done > 0 && report.Total >= report.Done
            ? time.GetElapsedTime(_start) * ((report.Total - report.Done) / (double)done)
            : null;
    }
}
