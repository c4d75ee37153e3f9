using Spectre.Console;
using TransferKit.Foundation;

namespace TransferKit.Cli.Progress;

/// <summary>Progress on a terminal: a bar a phase, redrawn in place.</summary>
internal sealed class LiveProgress(ProgressContext context) : IProgress<ProgressReport>
{
    private readonly Lock _lock = new();
    private ProgressTask? _task;
    private string? _phase;

    public void Report(ProgressReport value)
    {
        lock (_lock)
        {
            if (_task is null || value.Phase != _phase)
            {
                _task?.StopTask();
                _phase = value.Phase;
                _task = context.AddTask(PhaseNames.Of(value.Phase));
            }

            _task.IsIndeterminate = value.Total <= 0;
            _task.MaxValue = Math.Max(1, value.Total);
            _task.Value = value.Done;
        }
    }
}
