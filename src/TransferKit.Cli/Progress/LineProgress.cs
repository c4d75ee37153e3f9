using System.Globalization;
using TransferKit.Foundation;

namespace TransferKit.Cli.Progress;

/// <summary>Progress as plain lines, for logs and pipes: one every few seconds, whatever comes in.</summary>
internal sealed class LineProgress(TextWriter output, TimeProvider time) : IProgress<ProgressReport>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);
    private readonly Lock _lock = new();
    private readonly TimeLeft _timeLeft = new(time);
    private long _lastLine = time.GetTimestamp();

    public void Report(ProgressReport value)
    {
        lock (_lock)
        {
            var left = _timeLeft.After(value);
            if (time.GetElapsedTime(_lastLine) >= Pause)
            {
                _lastLine = time.GetTimestamp();
                output.WriteLine(Line(value, left));
            }
        }
    }

    private static string Line(ProgressReport report, TimeSpan? left)
    {
        var name = PhaseNames.Of(report.Phase);
        return report.Total <= 0
            ? $"{name} ..."
            : string.Create(CultureInfo.InvariantCulture, $"{name}: {100.0 * report.Done / report.Total:0} %")
              + (left is { } time ? $", {Durations.Short(time)} left" : "");
    }
}
