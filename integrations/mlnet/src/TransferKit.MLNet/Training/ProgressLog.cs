using Microsoft.ML.Runtime;
using TransferKit.Foundation;

namespace TransferKit.MLNet.Training;

/// <summary>Writes progress to the log of the MLContext: each phase at its start, its tenths, and its end.</summary>
internal sealed class ProgressLog(IHostEnvironment? environment) : IProgress<ProgressReport>
{
    private const int Steps = 10;

    private readonly Lock _lock = new();
    private string _phase = "";
    private long _step = -1;

    /// <inheritdoc/>
    public void Report(ProgressReport value)
    {
        // Workers report from their own threads.
        lock (_lock)
        {
            var step = value.Total > 0 ? Steps * value.Done / value.Total : 0;
            if (value.Phase == _phase && step <= _step)
            {
                return;
            }

            (_phase, _step) = (value.Phase, step);
            environment?.Inform($"{value.Phase}: {value.Done} of {value.Total}");
        }
    }
}
