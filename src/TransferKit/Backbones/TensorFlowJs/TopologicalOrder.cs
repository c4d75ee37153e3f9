using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>What leads to the wanted nodes, sources first; everything else is left out.</summary>
internal static class TopologicalOrder
{
    /// <summary>Walks back from the wanted nodes without recursion: a file decides how deep the graph is.</summary>
    /// <exception cref="InvalidModelException">A node is missing, or depends on itself.</exception>
    public static List<T> Of<T>(IReadOnlyDictionary<string, T> nodes, IEnumerable<string> wanted, Func<T, IEnumerable<string>> sources, string file)
    {
        var order = new List<T>();
        var finished = new Dictionary<string, bool>();
        var pending = new Stack<string>(wanted);
        while (pending.TryPeek(out var name))
        {
            if (!nodes.TryGetValue(name, out var node))
            {
                throw new InvalidModelException($"'{file}' has no node '{name}', which a kept output needs.", file);
            }

            if (finished.TryGetValue(name, out var done))
            {
                pending.Pop();
                if (!done)
                {
                    finished[name] = true;
                    order.Add(node);
                }

                continue;
            }

            finished[name] = false;
            foreach (var source in sources(node))
            {
                if (!finished.TryGetValue(source, out var complete))
                {
                    pending.Push(source);
                }
                else if (!complete)
                {
                    throw new InvalidModelException($"'{file}': the node '{name}' depends on itself through '{source}'.", file);
                }
            }
        }

        return order;
    }
}
