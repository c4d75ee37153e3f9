using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>
/// The forward half of the training graph while it is written: in which form each tensor of the model lies there, plain or as rows
/// (<see cref="MapShape"/>), and the tape for the reverse walk. A form that is asked for and not there is made by a transpose.
/// </summary>
public sealed class LoweringContext : GraphEmitter
{
    private readonly ForwardGraph _forward;
    private readonly HashSet<string> _needed;
    private readonly Dictionary<string, string> _plain = [];
    private readonly Dictionary<string, string> _rows = [];
    private readonly Dictionary<string, StoredLayout> _layouts = [];
    private readonly List<TapeEntry> _tape = [];
    private bool _silent;

    internal LoweringContext(ForwardGraph forward, GraphBuilder graph, DataType type, IEnumerable<string> parameters, DerivationOptions options)
        : base(graph, type, [])
    {
        (_forward, Options) = (forward, options);
        _needed = [.. parameters];
    }

    /// <summary>Precision and formulations.</summary>
    internal DerivationOptions Options { get; }

    /// <summary>The layouts that were chosen for inputs.</summary>
    internal IReadOnlyDictionary<string, StoredLayout> Layouts => _layouts;

    /// <summary>What the reverse walk goes back over, in forward order.</summary>
    internal IReadOnlyList<TapeEntry> Tape => _tape;

    /// <summary>The operator of the model's node that is being written.</summary>
    internal string Lowered { get; set; } = "";

    /// <summary>What was chosen where there was a choice, by node name.</summary>
    internal Dictionary<string, string> Choices { get; } = [];

    /// <summary>What makes the next value of each running statistic.</summary>
    internal Dictionary<string, string> NextStatistics { get; } = [];

    /// <summary>Tensors of the training graph that depend on a parameter.</summary>
    internal IReadOnlySet<string> Needed => _needed;

    /// <summary>The shape of a tensor of the model.</summary>
    public long[] Shape(string tensor) => _forward.Shape(tensor);

    /// <summary>The version of the standard operators that a node of the model is of.</summary>
    internal long OperatorSet(NodeProto node) => _forward.OperatorSet(node);

    /// <summary>The node of the model that alone reads a tensor which is no output, or null.</summary>
    internal NodeProto? SoleReader(string tensor) => _forward.SoleReader(tensor);

    /// <summary>A constant tensor of the model, or null.</summary>
    internal TensorProto? ModelConstant(string tensor) => _forward.Constant(tensor);

    /// <summary>Whether a tensor of the model is written already.</summary>
    internal bool IsDefined(string tensor) => _plain.ContainsKey(tensor) || _rows.ContainsKey(tensor);

    /// <summary>Whether a tensor of the model lies as rows.</summary>
    public bool HasRows(string tensor) => _rows.ContainsKey(tensor);

    /// <summary>Adds a node, which the reverse walk goes back over by the rule of its operator.</summary>
    public override string Node(string operatorType, IEnumerable<string> inputs, params (string Name, object Value)[] attributes)
    {
        var output = base.Node(operatorType, inputs, attributes);
        Record(Graph.Graph.Node[^1]);
        return output;
    }

    /// <summary>Adds a node with the attributes of another.</summary>
    internal string Node(string operatorType, IEnumerable<string> inputs, IEnumerable<AttributeProto> attributes)
    {
        var output = base.Node(operatorType, inputs);
        var node = Graph.Graph.Node[^1];
        node.Attribute.AddRange(attributes);
        Record(node);
        return output;
    }

    /// <summary>Writes several nodes that the reverse walk goes back over in one step.</summary>
    /// <param name="inputs">What they read: the output needs a gradient where one of these does.</param>
    /// <param name="forward">Writes them and returns the output.</param>
    /// <param name="backward">Adds the shares of the inputs, given the output's gradient.</param>
    internal string Step(IEnumerable<string> inputs, Func<string> forward, Action<GradientContext, string> backward)
    {
        var outer = _silent;
        _silent = true;
        var output = forward();
        _silent = outer;
        if (!_silent && inputs.Any(_needed.Contains))
        {
            _needed.Add(output);
            _tape.Add(new(output, [Lowered], backward));
        }

        return output;
    }

    /// <summary>Copies a node of the model as it is, its inputs plain.</summary>
    internal void Copy(NodeProto node)
    {
        var copy = node.Clone();
        for (var i = 0; i < copy.Input.Count; i++)
        {
            copy.Input[i] = copy.Input[i].Length == 0 ? "" : Plain(copy.Input[i]);
        }

        Graph.Add(copy);
        foreach (var output in copy.Output.Where(output => output.Length > 0))
        {
            _plain.Add(output, output);
        }

        Record(copy);
    }

    /// <summary>Writes what makes a tensor from one other, in whichever form that lies.</summary>
    internal void Unary(NodeProto node, Func<string, string> write)
    {
        if (HasRows(node.Input[0]))
        {
            DefineRows(node.Output[0], write(Rows(node.Input[0])));
        }
        else
        {
            Define(node.Output[0], write(Plain(node.Input[0])));
        }
    }

    /// <summary>Writes what treats each channel by itself, on rows whose columns are the channels.</summary>
    internal void PerChannel(string input, string output, Func<string, string> write)
    {
        if (Shape(input).Length == 4)
        {
            DefineRows(output, write(Rows(input)));
        }
        else
        {
            Define(output, write(Plain(input)));
        }
    }

    /// <summary>Writes a node that keeps its input's values in their order.</summary>
    internal void Reshaped(NodeProto node)
    {
        var (from, to) = (Shape(node.Input[0]), Shape(node.Output[0]));
        if (from.SequenceEqual(to))
        {
            Alias(node.Output[0], node.Input[0]);
        }
        else
        {
            Define(node.Output[0], Reshape(Plain(node.Input[0]), to));
        }
    }

    /// <summary>Says that a tensor of the model is another one, in every form.</summary>
    internal void Alias(string tensor, string other)
    {
        if (HasRows(other))
        {
            _rows.Add(tensor, _rows[other]);
        }

        if (!HasRows(other) || _plain.ContainsKey(other))
        {
            _plain.Add(tensor, Plain(other));
        }
    }

    /// <summary>Says that a tensor of the model is this one.</summary>
    public void Define(string tensor, string plain) => _plain.Add(tensor, plain);

    /// <summary>Says that a map of the model is this one, as rows.</summary>
    public void DefineRows(string tensor, string rows) => _rows.Add(tensor, rows);

    /// <summary>A tensor of the model in the model's own shape.</summary>
    public string Plain(string tensor)
    {
        if (!_plain.TryGetValue(tensor, out var plain))
        {
            _plain.Add(tensor, plain = _rows.ContainsKey(tensor) ? FromRows(tensor) : FromOutside(tensor));
        }

        return plain;
    }

    /// <summary>A map [N, C, H, W] of the model as rows.</summary>
    public string Rows(string tensor)
    {
        if (!_rows.TryGetValue(tensor, out var rows))
        {
            _rows.Add(tensor, rows = Arranged(tensor, MapShape.ToRows, MapShape.Of(Shape(tensor)).Rows));
        }

        return rows;
    }

    /// <summary>A tensor permuted and reshaped: an input of the graph is stored so from the start, others are brought into that form.</summary>
    internal string Arranged(string tensor, int[] permutation, params long[] shape)
    {
        if (_forward.IsInput(tensor) && !_plain.ContainsKey(tensor))
        {
            if (_layouts.TryAdd(tensor, new(Shape(tensor), permutation, shape)) || _layouts[tensor].Matches(permutation, shape))
            {
                return tensor;
            }
        }

        var plain = Plain(tensor);
        var layout = new StoredLayout(Shape(tensor), permutation, shape);
        return Reshape(layout.KeepsOrder ? plain : Node("Transpose", [plain], ("perm", Longs64(permutation))), shape);
    }

    /// <summary>How an input of the graph lies in memory; as in the model where nothing asked otherwise.</summary>
    internal StoredLayout LayoutOf(string input)
    {
        _layouts.TryAdd(input, StoredLayout.Same(Shape(input)));
        return _layouts[input];
    }

    private static long[] Longs64(int[] values) => Array.ConvertAll(values, value => (long)value);

    private string FromRows(string tensor)
    {
        var map = MapShape.Of(Shape(tensor));
        var rows = _rows[tensor];
        return map.Positions == 1
            ? Reshape(rows, Shape(tensor))
            : Node("Transpose", [Reshape(rows, map.Permuted)], ("perm", MapShape.ToPlain));
    }

    /// <summary>An input of the graph or a constant.</summary>
    private string FromOutside(string tensor)
    {
        if (!_layouts.TryGetValue(tensor, out var layout))
        {
            if (_forward.IsInput(tensor))
            {
                _layouts.Add(tensor, StoredLayout.Same(Shape(tensor)));
            }
            else if (Graph.FindConstant(tensor) is null)
            {
                Graph.Add(InPrecision(_forward.Constant(tensor) ?? throw new InvalidModelException($"Nothing makes the tensor '{tensor}'.")));
            }

            return tensor;
        }

        if (layout.KeepsOrder)
        {
            return Reshape(tensor, layout.Shape);
        }

        var permuted = Array.ConvertAll(layout.Permutation, axis => layout.Shape[axis]);
        var inverse = Enumerable.Range(0, permuted.Length).Select(axis => (long)Array.IndexOf(layout.Permutation, axis)).ToArray();
        return Node("Transpose", [Reshape(tensor, permuted)], ("perm", inverse));
    }

    private TensorProto InPrecision(TensorProto constant) => (DataType)constant.DataType == DataType.Float && Type == DataType.Double
        ? Tensors.FromDoubles(constant.Name, Tensors.ToDoubles(constant), [.. constant.Dims])
        : constant;

    private void Record(NodeProto node)
    {
        if (_silent || !node.Input.Any(_needed.Contains))
        {
            return;
        }

        _needed.UnionWith(node.Output);
        var rule = RuleTable.For(node);
        _tape.Add(new(node.Output[0], [node.OpType, Lowered], (context, gradient) => rule.Backward(context, node, gradient)));
    }
}
