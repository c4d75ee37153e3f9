using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>The model that a training graph is derived from: who reads what, constants, shapes.</summary>
internal sealed class ForwardGraph
{
    private readonly Dictionary<string, TensorProto> _constants = [];
    private readonly Dictionary<string, List<NodeProto>> _readers = [];
    private readonly HashSet<string> _inputs;
    private readonly HashSet<string> _outputs;
    private readonly IReadOnlyDictionary<string, long[]> _shapes;

    public ForwardGraph(ModelProto model)
    {
        Graph = model.Graph;
        OperatorSet = model.OpsetImport.First(set => set.Domain is "" or "ai.onnx").Version;
        _shapes = Sessions.TensorShapes.Of(model);
        _inputs = [.. Graph.Input.Select(input => input.Name)];
        _outputs = [.. Graph.Output.Select(output => output.Name)];
        foreach (var constant in Graph.Initializer)
        {
            _constants[constant.Name] = constant;
        }

        foreach (var node in Graph.Node)
        {
            if (node.OpType == "Constant" && ConstantValue.Of(node) is { } value)
            {
                _constants[node.Output[0]] = value;
            }

            foreach (var input in node.Input.Distinct())
            {
                (_readers.TryGetValue(input, out var readers) ? readers : _readers[input] = []).Add(node);
            }
        }
    }

    public GraphProto Graph { get; }

    public long OperatorSet { get; }

    public bool IsInput(string tensor) => _inputs.Contains(tensor);

    public TensorProto? Constant(string tensor) => _constants.GetValueOrDefault(tensor);

    public NodeProto? SoleReader(string tensor) =>
        !_outputs.Contains(tensor) && _readers.TryGetValue(tensor, out var readers) && readers is [var reader] ? reader : null;

    public long[] Shape(string tensor) => _shapes.TryGetValue(tensor, out var shape) && !shape.Contains(-1)
        ? shape
        : _constants.TryGetValue(tensor, out var constant)
            ? [.. constant.Dims]
            : throw new InvalidModelException($"The shape of '{tensor}' is not known before the graph runs.");
}
