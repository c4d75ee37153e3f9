using System.Buffers;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging;
using TransferKit.MLNet.Pictures;

namespace TransferKit.MLNet.Scoring;

/// <summary>Reads and runs images, any number at the same time, each on one thread: that uses the cores better than one image spread over them.</summary>
internal sealed class RowScorer : IDisposable
{
    private const int RowsAThread = 4;

    private readonly PictureRule _rule;
    private readonly Lazy<SharedSession> _session;

    /// <param name="plan">What is run.</param>
    public RowScorer(ScoringPlan plan)
    {
        _rule = plan.Rule;
        // Only what is read as a whole is run here: predicting row by row needs no second session.
        _session = new(() => new(plan.Graph, new() { Threads = 1 }));
        Scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, plan.Threads).ConcurrentScheduler;
        Ahead = RowsAThread * plan.Threads;
    }

    /// <summary>Runs the work, as much at a time as there are threads.</summary>
    public TaskScheduler Scheduler { get; }

    /// <summary>Rows that are read ahead of the one that is asked for.</summary>
    public int Ahead { get; }

    /// <summary>Scores an image.</summary>
    /// <exception cref="InvalidImageException">It cannot be read, and that is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public ScoredRow Score(PictureSource image, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pixels = ArrayPool<float>.Shared.Rent(_rule.Values);
        try
        {
            var error = PictureReader.Read(image, _rule, pixels.AsSpan(0, _rule.Values));
            var outputs = _session.Value.Run(pixels.AsMemory(0, _rule.Values), [1, _rule.Values], cancellationToken);
            return new([.. outputs.Select(output => output.Values)], error ?? "");
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pixels);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_session.IsValueCreated)
        {
            _session.Value.Dispose();
        }
    }
}
