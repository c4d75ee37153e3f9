using TransferKit.Backbones.TensorFlowJs.GraphModels.Rules;

namespace TransferKit.Backbones.TensorFlowJs.GraphModels;

/// <summary>The table of rules by TensorFlow operator.</summary>
internal static class GraphRules
{
    private static readonly Dictionary<string, GraphRule> Table = new GraphRule[]
    {
        new ActivationRule(), new AveragePoolRule(), new BatchNormRule(), new BiasAddRule(), new BinaryRule(), new ConcatRule(),
        new ConvolutionRule(), new DepthwiseConvolutionRule(), new IdentityRule(), new MatMulRule(), new MaxPoolRule(), new MeanRule(),
        new PadRule(), new SqueezeRule(),
    }.SelectMany(rule => rule.Operators, (rule, name) => (name, rule)).ToDictionary(pair => pair.name, pair => pair.rule);

    /// <summary>The rule of a node.</summary>
    /// <exception cref="UnconvertibleOperatorException">There is none.</exception>
    public static GraphRule For(GraphNode node) => Table.TryGetValue(node.Operator, out var rule)
        ? rule
        : throw node.Unsupported("it has no rule, and an output that is kept needs it. "
            + $"Operators with a rule: {string.Join(", ", Table.Keys.Order(StringComparer.Ordinal))}.");
}
