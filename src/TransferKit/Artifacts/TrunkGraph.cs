using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>Copies a trunk into the graph of a model file, in standard operators and under names that do not clash with ours.</summary>
internal sealed class TrunkGraph
{
    // Types up to bfloat16 are in the file format version that we write.
    private const int NewestDataType = (int)TensorProto.Types.DataType.Bfloat16;

    private readonly OnnxModel _trunk;
    private readonly GraphBuilder _builder;
    private readonly Dictionary<string, string> _renamed = [];

    private TrunkGraph(OnnxModel trunk, GraphBuilder builder) => (_trunk, _builder) = (trunk, builder);

    /// <summary>Adds the trunk to a graph.</summary>
    /// <param name="builder">The graph; what it holds or has reserved keeps its name.</param>
    /// <param name="trunk">The trunk: one input, one output, nodes in order.</param>
    /// <param name="replacement">The tensor of the new graph that takes its input's place.</param>
    /// <returns>What every tensor of the trunk is called in the new graph.</returns>
    /// <exception cref="InvalidModelException">An operator or a data type cannot be saved.</exception>
    public static IReadOnlyDictionary<string, string> Add(GraphBuilder builder, OnnxModel trunk, string replacement)
    {
        var graph = new TrunkGraph(trunk, builder);
        graph._renamed[trunk.Proto.Graph.Input.Single().Name] = replacement;
        graph.AddAll();
        return graph._renamed;
    }

    private void AddAll()
    {
        var source = _trunk.Proto.Graph;
        if (source.SparseInitializer.Count > 0)
        {
            throw Invalid($"keeps the constant '{source.SparseInitializer[0].Values.Name}' sparse, which few readers know: export it dense");
        }

        var constants = source.Node.Where(node => node.OpType == "Constant").Select(node => (Name: node.Output[0], Value: node.Find("value")?.T))
            .Concat(source.Initializer.Select(tensor => (tensor.Name, Value: (TensorProto?)tensor)))
            .ToLookup(constant => constant.Name, constant => constant.Value);
        var nodes = source.Node.Select(Clean).ToList();
        nodes.SelectMany(WithInner).ToList().ForEach(node => OperatorSets.Lower(node, _trunk, name => constants[name].FirstOrDefault()));

        // Again: an input that became an attribute leaves its constant behind.
        var used = source.Output.Select(output => output.Name).ToHashSet();
        var kept = Enumerable.Reverse(nodes).Where(node => IsUsed(node, used)).Reverse().ToList();
        foreach (var tensor in source.Initializer.Where(tensor => used.Contains(tensor.Name)))
        {
            _builder.Add(Clean(tensor));
        }

        kept.ForEach(Rename);
        kept.ForEach(_builder.Add);
    }

    private static bool IsUsed(NodeProto node, HashSet<string> used)
    {
        var isUsed = node.Output.Any(used.Contains);
        if (isUsed)
        {
            used.UnionWith(WithInner(node).SelectMany(inner => inner.Input));
            used.UnionWith(WithInner(node).SelectMany(Bodies).SelectMany(body => body.Output).Select(output => output.Name));
        }

        return isUsed;
    }

    private static NodeProto Clean(NodeProto node)
    {
        var copy = new NodeProto(node);
        foreach (var inner in WithInner(copy))
        {
            // Exporters write stack traces here, with the paths of the exporting machine.
            inner.ClearDocString();
            inner.MetadataProps.Clear();
        }

        return copy;
    }

    private TensorProto Clean(TensorProto tensor)
    {
        if (tensor.DataType > NewestDataType)
        {
            throw Invalid($"keeps the constant '{tensor.Name}' in the data type {tensor.DataType}, which older readers do not know");
        }

        var copy = new TensorProto(tensor) { Name = Renamed(tensor.Name) };
        copy.ClearDocString();
        copy.MetadataProps.Clear();
        return copy;
    }

    /// <summary>A node and those in the bodies of If, Loop and Scan.</summary>
    private static IEnumerable<NodeProto> WithInner(NodeProto node) =>
        Bodies(node).SelectMany(body => body.Node).SelectMany(WithInner).Prepend(node);

    private static IEnumerable<GraphProto> Bodies(NodeProto node) =>
        node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G).OfType<GraphProto>());

    private void Rename(NodeProto node)
    {
        foreach (var inner in WithInner(node))
        {
            RenameAll(inner.Input);
            RenameAll(inner.Output);
            foreach (var body in Bodies(inner))
            {
                body.Input.Concat(body.Output).ToList().ForEach(value => value.Name = Renamed(value.Name));
                body.Initializer.ToList().ForEach(tensor => tensor.Name = Renamed(tensor.Name));
                body.ValueInfo.Clear();
            }
        }
    }

    private void RenameAll(IList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            names[i] = names[i].Length == 0 ? "" : Renamed(names[i]);
        }
    }

    private string Renamed(string name)
    {
        if (!_renamed.TryGetValue(name, out var renamed))
        {
            var ours = new[] { HeadNames.Prefix, AdapterNames.Shared.Prefix, AdapterNames.OwnPrefix }.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
            var free = ours ? $"backbone.{name}" : name;
            _renamed[name] = renamed = _builder.Fresh(free);
        }

        return renamed;
    }

    private InvalidModelException Invalid(string found) =>
        new($"The backbone{(_trunk.Path is null ? "" : $" '{_trunk.Path}'")} {found}.", _trunk.Path);
}
