using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Stages;

/// <summary>
/// Who makes and who reads each tensor of a graph, and which tensors carry the image: an edge that carries only constants or
/// the result of <c>Shape</c> is no data edge.
/// </summary>
public sealed class GraphTopology
{
    private static readonly HashSet<string> ReadsOnlyShapes = ["Shape", "Size", "EyeLike", "RandomNormalLike", "RandomUniformLike"];

    private readonly Dictionary<string, int> _producers = [];
    private readonly Dictionary<string, List<int>> _consumers = [];
    private readonly Dictionary<string, TensorProto> _constants = [];
    private readonly HashSet<string> _data = [];
    private readonly string[][] _inputs;

    /// <summary>Reads a graph.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dataInput">The input that carries the image, or null where the model has a single input.</param>
    /// <exception cref="InvalidModelException">A tensor is made twice, nodes form a cycle, or the input is not to be told.</exception>
    public GraphTopology(OnnxModel model, string? dataInput = null)
    {
        Model = model;
        Graph = model.Proto.Graph;
        foreach (var initializer in Graph.Initializer)
        {
            _constants[initializer.Name] = initializer;
        }

        _inputs = [.. Graph.Node.Select(node => CapturedInputs(node).Distinct().ToArray())];
        DataInput = dataInput ?? SoleInput();
        Connect();
        Order = Sort();
        MarkData();
    }

    /// <summary>The model.</summary>
    public OnnxModel Model { get; }

    /// <summary>The model's graph.</summary>
    public GraphProto Graph { get; }

    /// <summary>The input that carries the image.</summary>
    public string DataInput { get; }

    /// <summary>The nodes' indices, producers before consumers; the file's own order where that is one.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>The index of the node that makes a tensor, or null for inputs and initializers.</summary>
    public int? Producer(string tensor) => _producers.TryGetValue(tensor, out var node) ? node : null;

    /// <summary>The node that makes a tensor, or null for inputs and initializers.</summary>
    public NodeProto? ProducerNode(string tensor) => Producer(tensor) is { } node ? Graph.Node[node] : null;

    /// <summary>The nodes that read a tensor, in the file's order.</summary>
    public IReadOnlyList<int> Consumers(string tensor) => _consumers.GetValueOrDefault(tensor) ?? [];

    /// <summary>What a node reads, each tensor once; with what its subgraphs take from outside.</summary>
    public IReadOnlyList<string> Inputs(int node) => _inputs[node];

    /// <summary>What a node reads of the image's data.</summary>
    public IEnumerable<string> DataInputs(int node) => ReadsOnlyShapes.Contains(Graph.Node[node].OpType) ? [] : _inputs[node].Where(IsData);

    /// <summary>Whether a tensor's values depend on the image's values.</summary>
    public bool IsData(string tensor) => _data.Contains(tensor);

    /// <summary>An initializer or the value of a <c>Constant</c> node, or null.</summary>
    public TensorProto? Constant(string tensor) => _constants.GetValueOrDefault(tensor);

    /// <summary>The constants that a tensor is computed from without the image: a weight behind Identity, Transpose or Cast.</summary>
    public IEnumerable<TensorProto> ConstantSources(string tensor)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([tensor]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next) || IsData(next))
            {
                continue;
            }

            if (Constant(next) is { } constant)
            {
                yield return constant;
            }
            else if (Producer(next) is { } node && !ReadsOnlyShapes.Contains(Graph.Node[node].OpType))
            {
                _inputs[node].ToList().ForEach(open.Push);
            }
        }
    }

    /// <summary>The nodes that tensors are computed from, shapes and constants too.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="isGiven">Tensors that the walk does not go beyond.</param>
    public HashSet<int> Ancestors(IEnumerable<string> tensors, Predicate<string>? isGiven = null)
    {
        var found = new HashSet<int>();
        var open = new Stack<string>(tensors);
        while (open.TryPop(out var tensor))
        {
            if (isGiven?.Invoke(tensor) != true && Producer(tensor) is { } node && found.Add(node))
            {
                _inputs[node].ToList().ForEach(open.Push);
            }
        }

        return found;
    }

    private static IEnumerable<string> CapturedInputs(NodeProto node)
    {
        var inner = node.Attribute.SelectMany(a => a.Graphs.Append(a.G)).OfType<GraphProto>();
        return node.Input.Concat(inner.SelectMany(Free)).Where(name => name.Length > 0);
    }

    /// <summary>What a subgraph reads and does not define.</summary>
    private static IEnumerable<string> Free(GraphProto graph)
    {
        var own = graph.Input.Select(i => i.Name).Concat(graph.Initializer.Select(i => i.Name)).Concat(graph.Node.SelectMany(n => n.Output));
        return graph.Node.SelectMany(CapturedInputs).Concat(graph.Output.Select(o => o.Name)).Except(own);
    }

    private string SoleInput()
    {
        var inputs = Graph.Input.Select(i => i.Name).Where(name => !_constants.ContainsKey(name)).ToList();
        return inputs.Count == 1
            ? inputs[0]
            : throw new InvalidModelException(
                $"{OnnxModel.Describe(Model.Path)} has {inputs.Count} inputs ({string.Join(", ", inputs)}); one image input is needed: name it.", Model.Path);
    }

    private void Connect()
    {
        for (var node = 0; node < _inputs.Length; node++)
        {
            foreach (var input in _inputs[node])
            {
                (_consumers.TryGetValue(input, out var readers) ? readers : _consumers[input] = []).Add(node);
            }

            foreach (var output in Graph.Node[node].Output.Where(name => name.Length > 0))
            {
                if (!_producers.TryAdd(output, node))
                {
                    throw new InvalidModelException($"{OnnxModel.Describe(Model.Path)}: two nodes make the tensor '{output}'.", Model.Path);
                }

                if (Graph.Node[node].OpType == "Constant" && Graph.Node[node].Find("value")?.T is { } value)
                {
                    _constants[output] = value;
                }
            }
        }
    }

    private List<int> Sort()
    {
        var order = new List<int>(_inputs.Length);
        var waiting = new int[_inputs.Length];
        var ready = new PriorityQueue<int, int>();
        for (var node = 0; node < _inputs.Length; node++)
        {
            waiting[node] = _inputs[node].Count(_producers.ContainsKey);
            if (waiting[node] == 0)
            {
                ready.Enqueue(node, node);
            }
        }

        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var reader in Graph.Node[node].Output.SelectMany(Consumers))
            {
                if (--waiting[reader] == 0)
                {
                    ready.Enqueue(reader, reader);
                }
            }
        }

        return order.Count == _inputs.Length
            ? order
            : throw new InvalidModelException(
                $"{OnnxModel.Describe(Model.Path)}: {_inputs.Length - order.Count} nodes form a cycle or follow one.", Model.Path);
    }

    private void MarkData()
    {
        _data.Add(DataInput);
        foreach (var node in Order)
        {
            if (DataInputs(node).Any())
            {
                _data.UnionWith(Graph.Node[node].Output.Where(name => name.Length > 0));
            }
        }
    }
}
