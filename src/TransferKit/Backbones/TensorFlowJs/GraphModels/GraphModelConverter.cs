using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs.GraphModels;

/// <summary>Converts a TensorFlow.js graph-model: a frozen TensorFlow graph whose constants are the weights.</summary>
internal static class GraphModelConverter
{
    private const string Placeholder = "Placeholder";

    /// <summary>Builds the part of the graph that leads to the wanted outputs.</summary>
    public static ChannelsFirstGraph Convert(TensorFlowJsModel model, ConversionTarget target)
    {
        var nodes = model.Topology["node"]!.AsArray().Select(node => GraphNode.Read(node!)).ToDictionary(node => node.Name);
        var graph = new ChannelsFirstGraph(target.Name, target.StripPrefix);
        var context = new GraphContext(graph, model.Weights);
        var outputs = target.Outputs.Select(output => nodes.Keys.FirstOrDefault(name => graph.NameOf(name) == output) ?? output).ToArray();

        var order = TopologicalOrder.Of(
            nodes, outputs, node => node.Sources.Where(input => !model.Weights.ContainsKey(input)), model.Name);
        var input = Single(order.Where(node => node.Operator == Placeholder), model.Name);
        context.Set(input.Name, graph.Input(ConversionTarget.InputName, target.Height, target.Width));
        foreach (var node in order.Where(node => node != input))
        {
            context.Set(node.Name, GraphRules.For(node).Convert(node, context));
        }

        foreach (var output in outputs)
        {
            graph.Output(output, context.Result(output));
        }

        return graph;
    }

    private static GraphNode Single(IEnumerable<GraphNode> placeholders, string file)
    {
        GraphNode[] found = [.. placeholders];
        return found is [var input] && (input.Shape("shape") ?? [1, 1, 1, 3]) is [_, _, _, 3]
            ? input
            : throw new InvalidModelException(
                $"'{file}' needs one picture of three channels as its input; found {found.Length}: "
                + $"{string.Join("; ", found.Select(node => $"'{node.Name}' [{string.Join(", ", node.Shape("shape") ?? [])}]"))}.", file);
    }
}
