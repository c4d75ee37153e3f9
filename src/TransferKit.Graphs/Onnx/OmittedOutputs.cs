namespace TransferKit.Graphs.Onnx;

/// <summary>
/// Outputs that a node leaves without a name because nothing reads them. ONNX allows it, but ONNX Runtime's kernels of some operators
/// write to each of their outputs and bring the process down; with a name that nothing reads they work.
/// </summary>
internal static class OmittedOutputs
{
    /// <summary>Which output of a node must have a name and has none, or null where there is none such.</summary>
    public static int? Find(NodeProto node) =>
        NeedsNames(node) && node.Output.IndexOf("") is >= 0 and var index ? index : null;

    /// <summary>Names such outputs, in a model that was just read.</summary>
    public static void Name(ModelProto model)
    {
        var nodes = (model.Graph?.Node ?? []).Concat(model.Functions.SelectMany(function => function.Node)).ToArray();
        HashSet<string>? taken = null;
        foreach (var node in WithInner(nodes).Where(node => Find(node) is not null))
        {
            taken ??= [.. WithInner(nodes).SelectMany(other => other.Output.Concat(other.Input))];
            for (var i = 0; i < node.Output.Count; i++)
            {
                node.Output[i] = node.Output[i].Length > 0 ? node.Output[i] : Fresh(taken);
            }
        }
    }

    private static bool NeedsNames(NodeProto node) => node.Domain is "" or "ai.onnx" && node.OpType switch
    {
        "Split" or "If" or "Loop" or "Scan" => true,
        "BatchNormalization" => node.Long("training_mode", 0) == 1,
        _ => false,
    };

    private static string Fresh(HashSet<string> taken)
    {
        var number = 1;
        while (!taken.Add($"omitted_{number}"))
        {
            number++;
        }

        return $"omitted_{number}";
    }

    /// <summary>The nodes and those of the graphs inside them.</summary>
    private static IEnumerable<NodeProto> WithInner(IEnumerable<NodeProto> nodes) => nodes.SelectMany(node => WithInner(
        node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G)).OfType<GraphProto>().SelectMany(graph => graph.Node)).Prepend(node));
}
