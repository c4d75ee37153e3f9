using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Bench.Memorising;

/// <summary>A derived graph with memory for every input and for the outputs asked for.</summary>
internal sealed class BoundGraph : IDisposable
{
    private readonly DerivedGraph _derived;
    private readonly GraphSession _session;
    private readonly Dictionary<string, PinnedTensor> _inputs = [];
    private readonly Dictionary<string, PinnedTensor> _outputs = [];

    /// <summary>Loads the graph.</summary>
    /// <param name="derived">The graph.</param>
    /// <param name="threads">Threads of a run.</param>
    /// <param name="outputs">The outputs and their shapes.</param>
    public BoundGraph(DerivedGraph derived, int threads, IEnumerable<(string Name, long[] Shape)> outputs)
    {
        _derived = derived;
        _session = new(derived.Model, new() { Threads = threads });
        foreach (var (name, layout) in derived.Layouts)
        {
            _session.BindInput(name, _inputs[name] = new(layout.Stored));
        }

        foreach (var (name, shape) in outputs)
        {
            _session.BindOutput(name, _outputs[name] = new(shape));
        }
    }

    /// <summary>An input as it lies in memory.</summary>
    public Span<float> Input(string name) => _inputs[name].Span;

    /// <summary>An output of the last run.</summary>
    public Span<float> Output(string name) => _outputs[name].Span;

    /// <summary>Writes an input that is given in the model's order.</summary>
    public void Write(string name, ReadOnlySpan<float> values) => _derived.Layouts[name].Store(values, _inputs[name].Span);

    /// <summary>Computes the outputs.</summary>
    public void Run() => _session.Run();

    public void Dispose()
    {
        _session.Dispose();
        foreach (var tensor in _inputs.Values.Concat(_outputs.Values))
        {
            tensor.Dispose();
        }
    }
}
