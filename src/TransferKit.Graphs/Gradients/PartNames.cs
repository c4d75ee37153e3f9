using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>Keeps the names of parts that are joined apart: what two of them call alike by chance is not the same tensor.</summary>
internal static class PartNames
{
    /// <summary>The parts, with tensors renamed that an earlier part has a tensor of the same name for; inputs and outputs keep theirs.</summary>
    public static IReadOnlyList<ModelProto> Apart(IReadOnlyList<ModelProto> parts)
    {
        var taken = new HashSet<string>();
        var apart = new List<ModelProto>();
        foreach (var part in parts)
        {
            var named = Apart(part, taken);
            taken.UnionWith(Made(named.Graph));
            taken.UnionWith(named.Graph.Input.Select(input => input.Name));
            apart.Add(named);
        }

        return apart;
    }

    private static ModelProto Apart(ModelProto part, HashSet<string> taken)
    {
        var outputs = part.Graph.Output.Select(output => output.Name).ToHashSet();
        var clashes = Made(part.Graph).Where(name => taken.Contains(name) && !outputs.Contains(name)).ToHashSet();
        if (clashes.Count == 0)
        {
            return part;
        }

        var all = taken.Concat(Made(part.Graph)).ToHashSet();
        var renamed = clashes.ToDictionary(name => name, name => Fresh(name, all));
        var copy = part.Clone();
        foreach (var constant in copy.Graph.Initializer)
        {
            constant.Name = renamed.GetValueOrDefault(constant.Name, constant.Name);
        }

        foreach (var names in copy.Graph.Node.SelectMany(node => new[] { node.Input, node.Output }))
        {
            for (var i = 0; i < names.Count; i++)
            {
                names[i] = renamed.GetValueOrDefault(names[i], names[i]);
            }
        }

        return copy;
    }

    private static string Fresh(string name, HashSet<string> all)
    {
        var number = 2;
        while (!all.Add($"{name}_part{number}"))
        {
            number++;
        }

        return $"{name}_part{number}";
    }

    private static IEnumerable<string> Made(GraphProto graph) =>
        graph.Node.SelectMany(node => node.Output).Concat(graph.Initializer.Select(constant => constant.Name)).Where(name => name.Length > 0);
}
