namespace TransferKit.Backbones.TensorFlowJs.GraphModels;

/// <summary>What TensorFlow's fused operators do after the product: add a bias, then apply an activation.</summary>
internal static class FusedOperations
{
    /// <summary>The bias (input 2) and the activation of a node.</summary>
    public static (float[]? Bias, string Activation) Read(GraphNode node, GraphContext context) => node.Texts("fused_ops") switch
    {
        [] => (null, Activations.None),
        ["BiasAdd"] => (context.Constant(node, 2).ToFloats(), Activations.None),
        ["BiasAdd", var activation] => (context.Constant(node, 2).ToFloats(), activation.ToLowerInvariant()),
        var other => throw node.Unsupported($"it fuses {string.Join(", ", other)}; a bias and an activation have a rule."),
    };
}
