using System.Globalization;

namespace TransferKit.Graphs.Stages;

/// <summary>
/// Names stages after what the names of their weights, or else of their nodes, share: <c>layer4.1</c> for
/// <c>layer4.1.conv1.weight</c> and <c>layer4.1.conv2.weight</c>. Names that tell nothing (<c>Conv_7</c>) give <c>stage-07</c>.
/// </summary>
internal static class StageNames
{
    public static IReadOnlyList<string> Of(GraphTopology topology, IReadOnlyList<Region> runs)
    {
        var scopes = runs.Select(run => run.Nodes.Where(n => Operators.IsWeighted(topology, n)).Select(n => Scope(topology, n)).ToList()).ToList();
        var shared = scopes.Select(Shared).ToList();
        // Where a stage's weights share no more than others' names start with (features beside features.3), its first one tells.
        var paths = shared.Select((path, i) => OwnLength(path, i, shared) is null ? scopes[i][0] : path).ToList();
        return [.. paths.Select((path, i) => OwnLength(path, i, paths) is { } length ? string.Join('.', path[..length]) : Numbered(i))];
    }

    private static string Numbered(int index) => string.Create(CultureInfo.InvariantCulture, $"stage-{index + 1:00}");

    /// <summary>How many parts of a path it takes to tell it from every other one, or null where all of them do not.</summary>
    private static int? OwnLength(string[] path, int index, List<string[]> all)
    {
        var longest = all.Where((_, i) => i != index).Select(other => Shared([path, other]).Length).DefaultIfEmpty(0).Max();
        return longest < path.Length ? longest + 1 : null;
    }

    private static string[] Shared(List<string[]> paths) =>
        paths.Aggregate((a, b) => [.. a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)]);

    /// <summary>The path of the module that a node belongs to, or nothing.</summary>
    private static string[] Scope(GraphTopology topology, int index)
    {
        var node = topology.Graph.Node[index];
        var weight = topology.Inputs(index).First(name => !topology.IsData(name));
        return weight.Contains('.') && !weight.Contains(':') && !weight.Contains('/') ? weight.Split('.')[..^1] : FromNode(node.Name);
    }

    /// <summary>Parts of <c>/layer4/layer4.1/conv1/Conv</c>, where a module's part repeats its parent's: layer4, 1, conv1.</summary>
    private static string[] FromNode(string name)
    {
        var parts = new List<string>();
        foreach (var module in name.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipLast(1))
        {
            var path = string.Join('.', parts);
            if (module.StartsWith(path + '.', StringComparison.Ordinal) && path.Length > 0)
            {
                parts.AddRange(module[(path.Length + 1)..].Split('.'));
            }
            else if (parts.Count > 0 && module.StartsWith(parts[^1] + '.', StringComparison.Ordinal))
            {
                parts.AddRange(module[(parts[^1].Length + 1)..].Split('.'));
            }
            else
            {
                parts.AddRange(module.Split('.'));
            }
        }

        return [.. parts];
    }
}
