namespace TransferKit.Training.Depth;

/// <summary>Stops a training of stages whose pace says that it would take longer than there is time.</summary>
/// <param name="time">The clock.</param>
/// <param name="seconds">How long the trial may take.</param>
/// <param name="stop">Stops it.</param>
internal sealed class PaceWatch(TimeProvider time, double seconds, CancellationTokenSource stop)
{
    // The first step also prepares memory: the pace is taken from those after it.
    private const int Measured = 3;

    private readonly long _started = time.GetTimestamp();
    private long _afterFirst;
    private double _prepared;

    /// <summary>How long the trial has taken.</summary>
    public double Elapsed => time.GetElapsedTime(_started).TotalSeconds;

    /// <summary>How long the whole would have taken, where it was stopped.</summary>
    public double? Predicted { get; private set; }

    /// <summary>How long it has trained: activations are computed once, and the time for them tells nothing of the next training.</summary>
    public double Trained => Elapsed - _prepared;

    /// <summary>Activations are there, training begins.</summary>
    public void Begin() => _prepared = Elapsed;

    /// <summary>Hears of a step.</summary>
    public void AfterStep(string piece, int step, int steps)
    {
        if (!piece.StartsWith("stages", StringComparison.Ordinal) || Predicted is not null)
        {
            return;
        }

        if (step == 1)
        {
            _afterFirst = time.GetTimestamp();
        }
        else if (step > Measured && Elapsed + (time.GetElapsedTime(_afterFirst).TotalSeconds / (step - 1) * (steps - step)) is var predicted && predicted > seconds)
        {
            Predicted = predicted;
            stop.Cancel();
        }
    }
}
