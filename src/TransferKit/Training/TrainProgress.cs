using TransferKit.Foundation;

namespace TransferKit.Training;

/// <summary>Adds up the progress of several trainings, which may run side by side.</summary>
/// <param name="progress">Hears the sum.</param>
/// <param name="pieces">How many pieces there are.</param>
/// <param name="after">Hears each report as it is; null for nobody.</param>
internal sealed class TrainProgress(IProgress<ProgressReport>? progress, int pieces, Action<string, int, int>? after = null)
{
    // Pieces have different numbers of epochs: each counts as one, in thousandths.
    private const int Whole = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _done = [];

    /// <summary>Tells how far one training has come; a long one counts as several pieces.</summary>
    public void Report(string piece, int epoch, int epochs, int weight = 1)
    {
        after?.Invoke(piece, epoch, epochs);
        lock (_lock)
        {
            _done[piece] = (int)((long)Whole * weight * epoch / epochs);
            progress?.Report(new("train", _done.Values.Sum(), (long)pieces * Whole));
        }
    }
}
