using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>The model that a training graph is derived from: who reads what, constants, shapes.</summary>
internal sealed class ForwardGraph
{
    private readonly Dictionary<string, TensorProto> _constants = [];
    private readonly Dictionary<string, List<NodeProto>> _readers = [];
    private readonly HashSet<string> _inputs = [];
    private readonly HashSet<string> _outputs = [];
    private readonly Dictionary<string, long[]> _shapes = [];
    private readonly Dictionary<NodeProto, long> _versions = new(ReferenceEqualityComparer.Instance);

    /// <summary>Joins parts: an output of one may be an input of a later one. Each has an operator set of its own.</summary>
    public ForwardGraph(IReadOnlyList<ModelProto> parts)
    {
        var made = new HashSet<string>();
        foreach (var part in parts)
        {
            foreach (var (tensor, shape) in Sessions.TensorShapes.Of(part))
            {
                _shapes[tensor] = shape;
            }

            Inputs.AddRange(part.Graph.Input.Where(input => !made.Contains(input.Name) && !IsInput(input.Name)));
            _inputs.UnionWith(Inputs.Select(input => input.Name));
            foreach (var constant in part.Graph.Initializer)
            {
                _constants[constant.Name] = constant;
            }

            var version = part.OpsetImport.First(set => set.Domain is "" or "ai.onnx").Version;
            foreach (var node in part.Graph.Node)
            {
                Add(node, version);
                made.UnionWith(node.Output);
            }
        }

        // Of the earlier parts only what is handed on counts.
        Outputs = [.. parts[^1].Graph.Output];
        _outputs.UnionWith(Outputs.Select(output => output.Name));
    }

    /// <summary>The nodes of all parts, in topological order.</summary>
    public List<NodeProto> Nodes { get; } = [];

    /// <summary>What comes from outside: data and parameters.</summary>
    public List<ValueInfoProto> Inputs { get; } = [];

    /// <summary>The outputs of the last part.</summary>
    public IReadOnlyList<ValueInfoProto> Outputs { get; }

    /// <summary>The version of the standard operators that a node is of.</summary>
    public long OperatorSet(NodeProto node) => _versions[node];

    public bool IsInput(string tensor) => _inputs.Contains(tensor);

    public TensorProto? Constant(string tensor) => _constants.GetValueOrDefault(tensor);

    public NodeProto? SoleReader(string tensor) =>
        !_outputs.Contains(tensor) && _readers.TryGetValue(tensor, out var readers) && readers is [var reader] ? reader : null;

    public long[] Shape(string tensor) => _shapes.TryGetValue(tensor, out var shape) && !shape.Contains(-1)
        ? shape
        : _constants.TryGetValue(tensor, out var constant)
            ? [.. constant.Dims]
            : throw new InvalidModelException($"The shape of '{tensor}' is not known before the graph runs.");

    private void Add(NodeProto node, long version)
    {
        Nodes.Add(node);
        _versions.Add(node, version);
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
