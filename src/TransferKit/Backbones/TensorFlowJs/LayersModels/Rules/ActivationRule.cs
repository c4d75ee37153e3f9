namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>An activation by name, and softmax as a layer of its own.</summary>
internal sealed class ActivationRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["Activation", "Softmax"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context) =>
        context.Graph.Activate(layer.Name, context.Input(layer), layer.Class == "Softmax" ? "softmax" : layer.Activation);
}
