using Microsoft.ML.Runtime;

namespace TransferKit.MLNet.Training;

/// <summary>A token that the user's own token cancels, and MLContext.CancelExecution, which has to be asked.</summary>
internal sealed class StopSignal : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _source;
    private readonly ITimer? _timer;

    /// <param name="environment">What is asked; null for nothing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="token">The user's own token.</param>
    public StopSignal(IHostEnvironment? environment, TimeProvider time, CancellationToken token)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(token);
        _timer = environment is null ? null : time.CreateTimer(_ => Ask(environment), null, TimeSpan.Zero, Pause);
    }

    /// <summary>The token.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _source.Dispose();
    }

    private void Ask(IHostEnvironment environment)
    {
        if (environment.IsCancelled())
        {
            try
            {
                _source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The work has just ended.
            }
        }
    }
}
