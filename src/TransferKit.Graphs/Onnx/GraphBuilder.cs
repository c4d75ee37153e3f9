using Google.Protobuf;
using AttributeType = TransferKit.Graphs.Onnx.AttributeProto.Types.AttributeType;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Onnx;

/// <summary>Builds an ONNX graph node by node; every tensor gets a fresh, readable name.</summary>
/// <param name="name">The graph's name.</param>
public sealed class GraphBuilder(string name)
{
    private readonly GraphProto _graph = new() { Name = name };
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _nodes = [];
    private readonly Dictionary<string, TensorProto> _constants = [];

    /// <summary>The graph so far.</summary>
    public GraphProto Graph => _graph;

    /// <summary>A name that nothing in the graph has yet.</summary>
    /// <param name="hint">What it should look like.</param>
    public string Fresh(string hint)
    {
        var candidate = hint;
        for (var number = 2; !_names.Add(candidate); number++)
        {
            candidate = $"{hint}_{number}";
        }

        return candidate;
    }

    /// <summary>Declares an input; a null dimension is unknown.</summary>
    public string Input(string input, DataType type, params IEnumerable<long?> shape)
    {
        _names.Add(input);
        _graph.Input.Add(ValueInfo(input, type, shape));
        return input;
    }

    /// <summary>Declares an output; a null dimension is unknown.</summary>
    public string Output(string output, DataType type, params IEnumerable<long?> shape)
    {
        _graph.Output.Add(ValueInfo(output, type, shape));
        return output;
    }

    /// <summary>Adds a constant and returns its name.</summary>
    public string Constant(TensorProto tensor)
    {
        tensor.Name = Fresh(tensor.Name);
        _graph.Initializer.Add(tensor);
        _constants.Add(tensor.Name, tensor);
        return tensor.Name;
    }

    /// <summary>Adds a float32 constant of one value.</summary>
    public string Scalar(float value, string hint = "scalar") => Constant(Tensors.FromFloats(hint, [value]));

    /// <summary>Adds an int64 vector, as axes and shapes are given.</summary>
    public string Longs(string hint, params long[] values) => Constant(Tensors.FromLongs(hint, values, values.Length));

    /// <summary>Adds a node of one output and returns that output's name.</summary>
    /// <param name="operatorType">The operator, such as <c>Conv</c>.</param>
    /// <param name="inputs">Its inputs; an empty name is an omitted one.</param>
    /// <param name="attributes">Its attributes: float, long, string, long[] or float[] values.</param>
    /// <param name="output">The output's name, or null for a fresh one.</param>
    /// <param name="domain">The operator's domain; empty for the standard's.</param>
    public string Node(
        string operatorType, IEnumerable<string> inputs, (string Name, object Value)[]? attributes = null, string? output = null, string domain = "")
    {
        output ??= Fresh(operatorType.ToLowerInvariant());
        Node(operatorType, inputs, attributes, [output], domain);
        return output;
    }

    /// <summary>Adds a node of several outputs, named by the caller.</summary>
    public void Node(
        string operatorType, IEnumerable<string> inputs, (string Name, object Value)[]? attributes, IReadOnlyList<string> outputs, string domain = "")
    {
        var node = new NodeProto { OpType = operatorType, Name = outputs[0], Domain = domain };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange((attributes ?? []).Select(a => Attribute(a.Name, a.Value)));
        Add(node);
    }

    /// <summary>Adds a node that is built already (a copy from another graph); its names are taken from now on.</summary>
    public void Add(NodeProto node)
    {
        _names.UnionWith(node.Output);
        // Two graphs that are joined may have named a node alike.
        var name = node.Name;
        for (var number = 2; node.Name.Length > 0 && !_nodes.Add(node.Name); number++)
        {
            node.Name = $"{name}_{number}";
        }

        _graph.Node.Add(node);
    }

    /// <summary>Adds a constant that keeps its name (a copy from another graph).</summary>
    public void Add(TensorProto tensor)
    {
        _names.Add(tensor.Name);
        _constants[tensor.Name] = tensor;
        _graph.Initializer.Add(tensor);
    }

    /// <summary>A constant by its name, or null.</summary>
    public TensorProto? FindConstant(string constant) => _constants.GetValueOrDefault(constant);

    /// <summary>Takes over the inputs and outputs of another graph.</summary>
    public void Add(IEnumerable<ValueInfoProto> inputs, IEnumerable<ValueInfoProto> outputs)
    {
        _graph.Input.AddRange(inputs);
        _graph.Output.AddRange(outputs);
        Reserve(_graph.Input.Concat(_graph.Output).Select(value => value.Name));
    }

    /// <summary>Keeps names from being given to new tensors.</summary>
    public void Reserve(IEnumerable<string> names) => _names.UnionWith(names);

    /// <summary>The finished model.</summary>
    /// <param name="operatorSet">The version of the standard operators, at most 17 in files that we save.</param>
    /// <param name="irVersion">The version of the file format, at most 8 in files that we save.</param>
    public ModelProto ToModel(int operatorSet = 17, int irVersion = 8)
    {
        var model = new ModelProto { IrVersion = irVersion, ProducerName = "TransferKit", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = operatorSet });
        foreach (var domain in _graph.Node.Select(node => node.Domain).Where(domain => domain.Length > 0).Distinct())
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = 1 });
        }

        return model;
    }

    /// <summary>Makes an attribute from a float, long, string, long[], float[] or tensor.</summary>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case float number: (attribute.Type, attribute.F) = (AttributeType.Float, number); break;
            case long number: (attribute.Type, attribute.I) = (AttributeType.Int, number); break;
            case int number: (attribute.Type, attribute.I) = (AttributeType.Int, number); break;
            case string text: (attribute.Type, attribute.S) = (AttributeType.String, ByteString.CopyFromUtf8(text)); break;
            case TensorProto tensor: (attribute.Type, attribute.T) = (AttributeType.Tensor, tensor); break;
            case long[] numbers:
                attribute.Type = AttributeType.Ints;
                attribute.Ints.AddRange(numbers);
                break;
            case float[] numbers:
                attribute.Type = AttributeType.Floats;
                attribute.Floats.AddRange(numbers);
                break;
            default: throw new ArgumentException($"An attribute cannot hold a {value.GetType().Name}.", nameof(value));
        }

        return attribute;
    }

    /// <summary>The description of an input or output; a null dimension is unknown and is called <c>N</c>.</summary>
    public static ValueInfoProto ValueInfo(string name, DataType type, IEnumerable<long?> shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = new TensorShapeProto() };
        tensor.Shape.Dim.AddRange(shape.Select(d => d is { } size
            ? new TensorShapeProto.Types.Dimension { DimValue = size }
            : new TensorShapeProto.Types.Dimension { DimParam = "N" }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
