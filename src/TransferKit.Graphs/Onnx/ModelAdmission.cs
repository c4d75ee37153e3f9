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

        foreach (var attribute in graph.Node.SelectMany(node => node.Attribute))
        {
            if (attribute.T is not null)
            {
                CheckTensor(attribute.T, path);
            }

            foreach (var inner in attribute.Graphs.Append(attribute.G).OfType<GraphProto>())
            {
                CheckGraph(inner, depth + 1, path);
            }
        }
    }

    private static void CheckTensor(TensorProto tensor, string? path)
    {
        if (tensor.Dims.Count > MaxRank || tensor.Dims.Any(d => d < 0))
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(path)}: tensor '{tensor.Name}' has the shape [{string.Join(", ", tensor.Dims)}]; dimensions are at least 0 and at most {MaxRank} of them.", path);
        }

        if (tensor.DataLocation != TensorProto.Types.DataLocation.External && Tensors.HasWrongLength(tensor, out var found, out var expected))
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
        }

        foreach (var function in functions.Values)
        {
            CheckCalls(function, functions, 1, path);
        }
    }

    private static void CheckCalls(FunctionProto function, Dictionary<(string, string), FunctionProto> all, int depth, string? path)
    {
        if (depth > MaxFunctionDepth)
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(path)}: the local function '{function.Name}' calls others more than {MaxFunctionDepth} deep, or itself.", path);
        }

        foreach (var node in function.Node)
        {
            if (all.TryGetValue((node.Domain, node.OpType), out var called))
            {
                CheckCalls(called, all, depth + 1, path);
            }
        }
    }
}
