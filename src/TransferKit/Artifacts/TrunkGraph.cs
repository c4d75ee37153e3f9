using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>Copies the part of a backbone that leads from its image input to some tensors, and nothing else.</summary>
internal sealed class TrunkGraph
{
    // Types up to bfloat16 are in every file format version that we write.
    private const int NewestDataType = (int)TensorProto.Types.DataType.Bfloat16;

    private readonly OnnxModel _backbone;
    private readonly GraphBuilder _builder;
    private readonly Dictionary<string, NodeProto> _producers = [];
    private readonly Dictionary<string, TensorProto> _constants = [];
    private readonly Dictionary<string, string> _renamed = [];

    private TrunkGraph(OnnxModel backbone, GraphBuilder builder)
    {
        (_backbone, _builder) = (backbone, builder);
        foreach (var tensor in backbone.Proto.Graph.Initializer)
        {
            _constants[tensor.Name] = tensor;
        }

        foreach (var node in backbone.Proto.Graph.Node)
        {
            // One copy a node, however many outputs lead to it.
            var copy = Copy(node);
            foreach (var output in node.Output.Where(name => name.Length > 0))
            {
                _producers[output] = copy;
            }
        }
    }

    /// <summary>Adds the trunk to a graph. A name that the graph has already is changed.</summary>
    /// <param name="builder">The graph; names that are reserved in it stay free.</param>
    /// <param name="backbone">The backbone.</param>
    /// <param name="input">The backbone's image input.</param>
    /// <param name="replacement">The tensor of the new graph that takes its place.</param>
    /// <param name="outputs">The tensors wanted.</param>
    /// <returns>Their names in the new graph.</returns>
    /// <exception cref="InvalidModelException">A tensor is not there, needs another input, or an operator cannot be saved.</exception>
    public static IReadOnlyList<string> Add(
        GraphBuilder builder, OnnxModel backbone, string input, string replacement, IReadOnlyList<string> outputs)
    {
        var trunk = new TrunkGraph(backbone, builder);
        trunk._renamed[input] = replacement;
        foreach (var output in outputs)
        {
            if (!trunk._producers.ContainsKey(output))
            {
                throw trunk.Invalid($"has no tensor '{output}' that its nodes compute");
            }
        }

        trunk.AddNodes(outputs, input);
        return [.. outputs.Select(name => trunk._renamed[name])];
    }

    private static NodeProto Copy(NodeProto node)
    {
        var copy = new NodeProto(node);
        // Exporters write stack traces here, with the paths of the exporting machine.
        copy.ClearDocString();
        copy.MetadataProps.Clear();
        return copy;
    }

    private void AddNodes(IReadOnlyList<string> outputs, string input)
    {
        var order = NodesInOrder(outputs);
        var used = order.SelectMany(Reads).ToHashSet();
        if (!used.Contains(input))
        {
            throw Invalid($"computes '{string.Join("', '", outputs)}' without its input '{input}'");
        }

        foreach (var tensor in _backbone.Proto.Graph.Initializer.Where(tensor => used.Contains(tensor.Name)))
        {
            if (tensor.DataType > NewestDataType)
            {
                throw Invalid($"keeps the constant '{tensor.Name}' in the data type {tensor.DataType}, which older readers do not know");
            }

            var copy = new TensorProto(tensor) { Name = Rename(tensor.Name) };
            copy.ClearDocString();
            copy.MetadataProps.Clear();
            _builder.Add(copy);
        }

        order.ForEach(RenameIn);
        order.ForEach(_builder.Add);
    }

    /// <summary>The nodes that the outputs need, each after those it reads from (depth first, without recursion).</summary>
    private List<NodeProto> NodesInOrder(IReadOnlyList<string> outputs)
    {
        var order = new List<NodeProto>();
        var finished = new Dictionary<NodeProto, bool>(ReferenceEqualityComparer.Instance);
        var open = new Stack<NodeProto>(outputs.Reverse().Select(name => _producers[name]));
        while (open.TryPeek(out var node))
        {
            if (finished.TryAdd(node, false))
            {
                OperatorSets.Lower(node, _backbone, Constant);
                foreach (var producer in Reads(node).Reverse().Select(Producer).OfType<NodeProto>())
                {
                    if (finished.TryGetValue(producer, out var done) && !done)
                    {
                        throw Invalid($"has a circle through node '{producer.Name}'");
                    }

                    open.Push(producer);
                }
            }
            else
            {
                open.Pop();
                if (!finished[node])
                {
                    finished[node] = true;
                    order.Add(node);
                }
            }
        }

        return order;
    }

    private NodeProto? Producer(string name)
    {
        if (_producers.TryGetValue(name, out var producer))
        {
            return producer;
        }

        return _constants.ContainsKey(name) || _renamed.ContainsKey(name)
            ? null
            : throw Invalid($"needs the tensor '{name}', which is neither computed, nor a dense constant, nor the image input");
    }

    private TensorProto? Constant(string name) =>
        _constants.GetValueOrDefault(name) ?? (_producers.GetValueOrDefault(name) is { OpType: "Constant" } node ? node.Find("value")?.T : null);

    /// <summary>What a node reads from the graph: its inputs, and what the bodies of If, Loop and Scan take from outside.</summary>
    private static IEnumerable<string> Reads(NodeProto node) =>
        node.Input.Where(name => name.Length > 0).Concat(Bodies(node).SelectMany(body => body.Node
            .SelectMany(Reads)
            .Concat(body.Output.Select(output => output.Name))
            .Except(body.Node.SelectMany(inner => inner.Output).Concat(body.Input.Select(i => i.Name)).Concat(body.Initializer.Select(i => i.Name)))));

    private static IEnumerable<GraphProto> Bodies(NodeProto node) =>
        node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G).OfType<GraphProto>());

    private void RenameIn(NodeProto node)
    {
        RenameAll(node.Input);
        RenameAll(node.Output);
        foreach (var body in Bodies(node))
        {
            foreach (var inner in body.Node)
            {
                OperatorSets.Lower(inner, _backbone, Constant);
                RenameIn(inner);
            }

            foreach (var value in body.Input.Concat(body.Output))
            {
                value.Name = Rename(value.Name);
            }

            foreach (var tensor in body.Initializer)
            {
                tensor.Name = Rename(tensor.Name);
            }

            body.ValueInfo.Clear();
        }
    }

    private void RenameAll(IList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            names[i] = names[i].Length == 0 ? "" : Rename(names[i]);
        }
    }

    private string Rename(string name)
    {
        if (!_renamed.TryGetValue(name, out var renamed))
        {
            var free = name.StartsWith(HeadNames.Prefix, StringComparison.Ordinal) ? $"backbone.{name}" : name;
            _renamed[name] = renamed = _builder.Fresh(free);
        }

        return renamed;
    }

    private InvalidModelException Invalid(string found) =>
        new($"The backbone{(_backbone.Path is null ? "" : $" '{_backbone.Path}'")} {found}.", _backbone.Path);
}
