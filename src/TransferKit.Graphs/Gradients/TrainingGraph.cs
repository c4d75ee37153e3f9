using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>
/// Derives, from a graph that computes a loss, the graph that also computes the loss's gradients: reverse-mode automatic
/// differentiation (Linnainmaa 1970) as one walk over the nodes in reverse topological order.
/// </summary>
public static class TrainingGraph
{
    /// <summary>The name of the output that holds a parameter's gradient.</summary>
    public static string GradientName(string parameter) => "gradient." + parameter;

    /// <summary>Derives the training graph.</summary>
    /// <param name="forward">The forward graph, nodes in topological order, every input shape known. The parameters are among
    /// its inputs; other inputs are data. Its outputs stay outputs.</param>
    /// <param name="loss">The output of one value that is differentiated.</param>
    /// <param name="parameters">The inputs whose gradients are wanted: outputs named by <see cref="GradientName"/>.</param>
    /// <exception cref="UnsupportedOperatorException">A node between a parameter and the loss has no rule.</exception>
    /// <exception cref="InvalidModelException">The loss does not depend on one of the parameters.</exception>
    public static ModelProto Derive(ModelProto forward, string loss, IReadOnlyList<string> parameters)
    {
        var type = (DataType)forward.Graph.Input.First(input => input.Name == parameters[0]).Type.TensorType.ElemType;
        var needed = Downstream(forward.Graph, parameters);
        var graph = Lower(forward, needed);
        needed = Downstream(graph.Graph, parameters);
        var lowered = graph.Graph.Node.ToArray();
        var shapes = TensorShapes.Of(graph.ToModel());
        var context = new GradientContext(graph, shapes, needed, type);

        context.Accumulate(loss, context.Scalar(1));
        foreach (var node in lowered.Reverse().Where(node => node.Output.Any(needed.Contains)))
        {
            if (context.Total(node.Output[0]) is { } gradient)
            {
                RuleTable.For(node).Backward(context, node, gradient);
            }
        }

        foreach (var parameter in parameters)
        {
            var gradient = context.Total(parameter)
                ?? throw new InvalidModelException($"The loss '{loss}' does not depend on the parameter '{parameter}'.");
            graph.Node("Identity", [gradient], output: GradientName(parameter));
            graph.Output(GradientName(parameter), type, shapes[parameter].Select(d => (long?)d));
        }

        return graph.ToModel();
    }

    private static GraphBuilder Lower(ModelProto forward, HashSet<string> needed)
    {
        var graph = new GraphBuilder(forward.Graph.Name + ".training");
        graph.Add(forward.Graph.Input, forward.Graph.Output);
        foreach (var constant in forward.Graph.Initializer)
        {
            graph.Add(constant);
        }

        graph.Reserve(forward.Graph.Node.SelectMany(node => node.Output));
        foreach (var node in forward.Graph.Node)
        {
            if (node.Output.Any(needed.Contains))
            {
                RuleTable.For(node).Lower(graph, node);
            }
            else
            {
                graph.Add(node.Clone());
            }
        }

        return graph;
    }

    /// <summary>The tensors that depend on one of <paramref name="sources"/>, these included.</summary>
    private static HashSet<string> Downstream(GraphProto graph, IEnumerable<string> sources)
    {
        var reached = new HashSet<string>(sources);
        foreach (var node in graph.Node.Where(node => node.Input.Any(reached.Contains)))
        {
            reached.UnionWith(node.Output);
        }

        return reached;
    }
}
