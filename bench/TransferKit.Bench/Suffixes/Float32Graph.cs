using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Bench.Suffixes;

/// <summary>The graph as it trains.</summary>
internal sealed class Float32Graph : TrainedGraph
{
    private readonly GraphSession _session;
    private readonly Dictionary<string, PinnedTensor> _tensors = [];

    public Float32Graph(ModelProto model)
    {
        _session = new(model);
        foreach (var input in model.Graph.Input)
        {
            _session.BindInput(input.Name, Reserve(input));
        }

        foreach (var output in model.Graph.Output)
        {
            _session.BindOutput(output.Name, Reserve(output));
        }
    }

    public override void Set(string input, double[] values) => Array.ConvertAll(values, value => (float)value).CopyTo(_tensors[input].Span);

    public override double[] Get(string tensor) => Array.ConvertAll(_tensors[tensor].Span.ToArray(), value => (double)value);

    public override void Run() => _session.Run();

    public override void Dispose()
    {
        _session.Dispose();
        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private PinnedTensor Reserve(ValueInfoProto info) =>
        _tensors[info.Name] = new([.. info.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimValue)]);
}
