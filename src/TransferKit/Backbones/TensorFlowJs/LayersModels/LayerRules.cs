using TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

namespace TransferKit.Backbones.TensorFlowJs.LayersModels;

/// <summary>The table of rules by Keras class.</summary>
internal static class LayerRules
{
    private static readonly Dictionary<string, LayerRule> Table = new LayerRule[]
    {
        new ActivationRule(), new BatchNormalizationRule(), new ConcatenateRule(), new ConvolutionRule(), new DenseRule(),
        new DepthwiseConvolutionRule(), new FlattenRule(), new GlobalPoolingRule(), new IdentityRule(), new MergeRule(), new PoolingRule(),
        new ReluRule(), new ZeroPaddingRule(),
    }.SelectMany(rule => rule.Classes, (rule, name) => (name, rule)).ToDictionary(pair => pair.name, pair => pair.rule);

    /// <summary>The rule of a layer.</summary>
    /// <exception cref="UnconvertibleOperatorException">There is none.</exception>
    public static LayerRule For(Layer layer) => Table.TryGetValue(layer.Class, out var rule)
        ? rule
        : throw layer.Unsupported("it has no rule, and an output that is kept needs it. "
            + $"Layers with a rule: {string.Join(", ", Table.Keys.Order(StringComparer.Ordinal))}.");
}
