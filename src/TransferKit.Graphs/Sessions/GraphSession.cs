using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Sessions;

/// <summary>
/// A graph ready to run, with inputs and outputs bound to memory that stays where it is: a run copies nothing. Not for use by
/// several threads at once.
/// </summary>
public sealed class GraphSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;

    /// <summary>Prepares a graph.</summary>
    /// <param name="model">The model, every input's shape known.</param>
    /// <param name="settings">How to run it; null for the defaults.</param>
    /// <exception cref="InvalidModelException">ONNX Runtime refuses the model; the message says why.</exception>
    public GraphSession(ModelProto model, SessionSettings? settings = null)
    {
        using var options = (settings ?? new SessionSettings()).ToOptions();
        try
        {
            _session = new InferenceSession(model.ToByteArray(), options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidModelException($"ONNX Runtime cannot load the graph '{model.Graph?.Name}': {error.Message}", null, error);
        }

        _binding = _session.CreateIoBinding();
    }

    /// <summary>The names of the graph's inputs.</summary>
    public IReadOnlyList<string> Inputs => _session.InputNames;

    /// <summary>The names of the graph's outputs.</summary>
    public IReadOnlyList<string> Outputs => _session.OutputNames;

    /// <summary>Lets an input be read from <paramref name="tensor"/> at every run. The caller keeps the tensor alive.</summary>
    public void BindInput(string name, PinnedTensor tensor) => _binding.BindInput(name, tensor.Value);

    /// <summary>Lets an output be written to <paramref name="tensor"/> at every run. The caller keeps the tensor alive.</summary>
    public void BindOutput(string name, PinnedTensor tensor) => _binding.BindOutput(name, tensor.Value);

    /// <summary>As the public one, for a tensor of any type.</summary>
    internal void BindInput(string name, OrtValue tensor) => _binding.BindInput(name, tensor);

    /// <summary>As the public one, for a tensor of any type.</summary>
    internal void BindOutput(string name, OrtValue tensor) => _binding.BindOutput(name, tensor);

    /// <summary>Runs the graph once, from the bound inputs into the bound outputs.</summary>
    /// <param name="cancellationToken">Stops between two nodes.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled; outputs are undefined.</exception>
    public void Run(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var options = new RunOptions();
        using var registration = cancellationToken.Register(static run => ((RunOptions)run!).Terminate = true, options);
        try
        {
            _session.RunWithBinding(options, _binding);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _session.Dispose();
    }
}
