namespace TransferKit.Graphs.Stages;

/// <summary>The nodes between two neighbouring cut points.</summary>
/// <param name="Nodes">Nodes on data paths, producers first.</param>
/// <param name="Output">The cut point that they lead to.</param>
internal sealed record Region(IReadOnlyList<int> Nodes, string Output);

/// <summary>
/// Finds the tensors that every data path from the input to the trunk's end crosses. In a topological order such a tensor is
/// the only one that is made and still to be read, so one pass over the edges finds them all.
/// </summary>
internal static class CutPoints
{
    public static IReadOnlyList<Region> Find(GraphTopology topology, string trunkEnd)
    {
        var onPath = Relevant(topology, trunkEnd);
        var readers = new Dictionary<string, int> { [trunkEnd] = 1 };
        foreach (var input in onPath.SelectMany(topology.DataInputs))
        {
            readers[input] = readers.GetValueOrDefault(input) + 1;
        }

        var regions = new List<Region>();
        var run = new List<int>();
        var open = new HashSet<string> { topology.DataInput };
        foreach (var node in topology.Order.Where(onPath.Contains))
        {
            run.Add(node);
            open.ExceptWith(topology.DataInputs(node).Where(input => --readers[input] == 0));
            open.UnionWith(topology.Graph.Node[node].Output.Where(readers.ContainsKey));
            if (open.Count == 1)
            {
                regions.Add(new(run, open.Single()));
                run = [];
            }
        }

        return regions;
    }

    private static HashSet<int> Relevant(GraphTopology topology, string trunkEnd)
    {
        var found = new HashSet<int>();
        var open = new Stack<string>([trunkEnd]);
        while (open.TryPop(out var tensor))
        {
            if (topology.Producer(tensor) is { } node && found.Add(node))
            {
                topology.DataInputs(node).ToList().ForEach(open.Push);
            }
        }

        return found;
    }
}
