using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Sessions;

/// <summary>
/// A graph of one float32 input that any number of threads may run at once, with batches of any size. Disposing waits for
/// nobody: runs under way finish, the last of them frees the session, and later ones are refused.
/// </summary>
public sealed class SharedSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string[] _outputs;
    private int _disposed;
    private int _freed;

    // The owner counts as one user: the session is freed when nobody is left.
    private int _users = 1;

    /// <summary>Prepares a graph.</summary>
    /// <param name="model">The model; every output is computed at every run.</param>
    /// <param name="settings">How to run it; null for the defaults.</param>
    /// <exception cref="InvalidModelException">ONNX Runtime refuses the model; the message says why.</exception>
    public SharedSession(OnnxModel model, SessionSettings? settings = null)
    {
        using var options = (settings ?? new SessionSettings()).ToOptions();
        try
        {
            _session = new InferenceSession(model.ToBytes(), options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidModelException($"{OnnxModel.Describe(model.Path)} cannot be loaded by ONNX Runtime: {error.Message}", model.Path, error);
        }

        _input = _session.InputNames.Single();
        _outputs = [.. _session.OutputNames];
    }

    /// <summary>The names of the outputs, in the order in which <see cref="Run"/> gives them.</summary>
    public IReadOnlyList<string> Outputs => _outputs;

    /// <summary>Runs the graph once.</summary>
    /// <param name="input">The input's values, row-major.</param>
    /// <param name="shape">The input's shape.</param>
    /// <param name="cancellationToken">Stops between two nodes.</param>
    /// <returns>The outputs, in the order of <see cref="Outputs"/>.</returns>
    /// <exception cref="ObjectDisposedException">The session was disposed before the run began.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="InvalidModelException">The graph fails on this input.</exception>
    public IReadOnlyList<RunOutput> Run(Memory<float> input, IReadOnlyList<long> shape, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Enter();
        try
        {
            return RunEntered(input, shape, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Leave();
        }
    }

    private RunOutput[] RunEntered(Memory<float> input, IReadOnlyList<long> shape, CancellationToken cancellationToken)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, [.. shape]);
        using var options = new RunOptions();
        using var registration = cancellationToken.Register(static run => ((RunOptions)run!).Terminate = true, options);
        try
        {
            using var results = _session.Run(options, [_input], [value], _outputs);
            return [.. results.Select(Copy)];
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidModelException(
                $"The graph fails on an input of shape [{string.Join(", ", shape)}]: {error.Message}", null, error);
        }
    }

    private static RunOutput Copy(OrtValue value) =>
        new(value.GetTensorDataAsSpan<float>().ToArray(), value.GetTensorTypeAndShape().Shape);

    private void Enter()
    {
        Interlocked.Increment(ref _users);
        if (Volatile.Read(ref _disposed) != 0)
        {
            Leave();
            throw new ObjectDisposedException(nameof(SharedSession), "The model was disposed; load it again to predict.");
        }
    }

    private void Leave()
    {
        // A refused caller may bring the count to zero a second time.
        if (Interlocked.Decrement(ref _users) == 0 && Interlocked.Exchange(ref _freed, 1) == 0)
        {
            _session.Dispose();
        }
    }
}
