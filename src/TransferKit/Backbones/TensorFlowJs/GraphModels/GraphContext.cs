namespace TransferKit.Backbones.TensorFlowJs.GraphModels;

/// <summary>What a rule works with: the graph being built, the values so far, and the model's constants.</summary>
/// <param name="graph">The graph being built.</param>
/// <param name="weights">The model's constants by name.</param>
internal sealed class GraphContext(ChannelsFirstGraph graph, IReadOnlyDictionary<string, Weight> weights)
{
    private readonly Dictionary<string, Value> _values = [];

    /// <summary>The graph being built.</summary>
    public ChannelsFirstGraph Graph => graph;

    /// <summary>Sets what a node gives.</summary>
    public void Set(string node, Value value) => _values[node] = value;

    /// <summary>What a converted node gave.</summary>
    public Value Result(string node) => _values[node];

    /// <summary>An input as a tensor of the graph: a constant is added to it.</summary>
    public Value Value(GraphNode node, int input) =>
        _values.TryGetValue(Name(node, input), out var value) ? value : graph.Constant(node.Name, Constant(node, input));

    /// <summary>An input whose values are known now.</summary>
    /// <exception cref="UnconvertibleOperatorException">It is computed.</exception>
    public Weight Constant(GraphNode node, int input) =>
        weights.TryGetValue(Name(node, input), out var weight) ? weight : throw node.Unsupported($"its input {input} is computed; a constant has a rule.");

    private static string Name(GraphNode node, int input) =>
        input < node.Inputs.Count ? node.Inputs[input] : throw node.Unsupported($"it has {node.Inputs.Count} inputs and needs input {input}.");
}
