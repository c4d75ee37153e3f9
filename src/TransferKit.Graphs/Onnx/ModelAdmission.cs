namespace TransferKit.Graphs.Onnx;

/// <summary>
/// Checks a foreign model before ONNX Runtime sees it: crafted files are reported to crash session creation, so what is
/// malformed, recursive or absurdly deep is refused here.
/// </summary>
internal static class ModelAdmission
{
    private const int MaxNodes = 1_000_000;
    private const int MaxSubgraphDepth = 16;
    private const int MaxFunctionDepth = 16;
    private const int MaxRank = 16;

    public static void Check(ModelProto model, string? path)
    {
        if (model.Graph is null || model.Graph.Node.Count == 0)
        {
            throw new InvalidModelException($"{OnnxModel.Describe(path)} has no graph: it is empty, truncated, or not an ONNX model.", path);
        }

        if (model.OpsetImport.Count == 0)
        {
            throw new InvalidModelException($"{OnnxModel.Describe(path)} names no operator set; a valid ONNX model does.", path);
        }

        CheckGraph(model.Graph, 0, path);
        CheckFunctions(model, path);
    }

    private static void CheckGraph(GraphProto graph, int depth, string? path)
    {
        if (depth > MaxSubgraphDepth || graph.Node.Count > MaxNodes)
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(path)} is nested {depth} deep with {graph.Node.Count:N0} nodes; allowed: {MaxSubgraphDepth} deep, {MaxNodes:N0} nodes.", path);
        }

        foreach (var initializer in graph.Initializer)
        {
            CheckTensor(initializer, path);
        }

        foreach (var sparse in graph.SparseInitializer)
        {
            CheckSparse(sparse, path);
        }

        CheckNodes(graph.Node, depth, path);
    }

    private static void CheckNodes(IReadOnlyCollection<NodeProto> nodes, int depth, string? path)
    {
        foreach (var node in nodes)
        {
            if (OmittedOutputs.Find(node) is { } output)
            {
                throw new InvalidModelException(
                    $"{OnnxModel.Describe(path)}: output {output} of the {node.OpType} node '{node.Name}' has no name, on which ONNX Runtime crashes: give it one.", path);
            }
        }

        foreach (var attribute in nodes.SelectMany(node => node.Attribute))
        {
            foreach (var tensor in attribute.Tensors.Append(attribute.T).OfType<TensorProto>())
            {
                CheckTensor(tensor, path);
            }

            foreach (var sparse in attribute.SparseTensors.Append(attribute.SparseTensor).OfType<SparseTensorProto>())
            {
                CheckSparse(sparse, path);
            }

            foreach (var inner in attribute.Graphs.Append(attribute.G).OfType<GraphProto>())
            {
                CheckGraph(inner, depth + 1, path);
            }
        }
    }

    private static void CheckSparse(SparseTensorProto sparse, string? path)
    {
        foreach (var tensor in new[] { sparse.Values, sparse.Indices }.OfType<TensorProto>())
        {
            CheckTensor(tensor, path);
        }
    }

    private static void CheckTensor(TensorProto tensor, string? path)
    {
        if (tensor.Dims.Count > MaxRank || tensor.Dims.Any(d => d < 0))
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(path)}: tensor '{tensor.Name}' has the shape [{string.Join(", ", tensor.Dims)}]; dimensions are at least 0 and at most {MaxRank} of them.", path);
        }

        // What is inside the file's folder has been read in by now; anything still outside would be read by ONNX Runtime, unchecked.
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(path)}: the values of tensor '{tensor.Name}' are in another file; read such a model from its path.", path);
        }

        if (Tensors.HasWrongLength(tensor, out var found, out var expected))
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(path)}: tensor '{tensor.Name}' holds {found:N0} bytes or values where its shape [{string.Join(", ", tensor.Dims)}] needs {expected:N0}.", path);
        }
    }

    private static void CheckFunctions(ModelProto model, string? path)
    {
        var functions = new Dictionary<(string Domain, string Name), FunctionProto>();
        foreach (var function in model.Functions)
        {
            functions[(function.Domain, function.Name)] = function;
            CheckNodes(function.Node, 0, path);
        }

        var heights = new Dictionary<FunctionProto, int>(ReferenceEqualityComparer.Instance);
        foreach (var function in functions.Values)
        {
            Height(function, 1);
        }

        // How many calls deep a function goes. Each is measured once: a few functions that call each other twice would
        // otherwise take for ever.
        int Height(FunctionProto function, int depth)
        {
            if (!heights.TryGetValue(function, out var height))
            {
                var called = depth > MaxFunctionDepth ? [] : Calls(function.Node).Select(functions.GetValueOrDefault).OfType<FunctionProto>();
                height = depth > MaxFunctionDepth ? depth : 1 + called.Select(f => Height(f, depth + 1)).DefaultIfEmpty(0).Max();
                heights[function] = height;
            }

            return height <= MaxFunctionDepth
                ? height
                : throw new InvalidModelException(
                    $"{OnnxModel.Describe(path)}: the local function '{function.Name}' calls others more than {MaxFunctionDepth} deep, or itself.", path);
        }
    }

    private static IEnumerable<(string Domain, string Name)> Calls(IEnumerable<NodeProto> nodes) => nodes.SelectMany(node =>
        node.Attribute.SelectMany(a => a.Graphs.Append(a.G)).OfType<GraphProto>().SelectMany(g => Calls(g.Node)).Append((node.Domain, node.OpType)));
}
