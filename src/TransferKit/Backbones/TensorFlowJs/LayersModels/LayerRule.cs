namespace TransferKit.Backbones.TensorFlowJs.LayersModels;

/// <summary>How Keras layers become ONNX: one rule a kind of layer.</summary>
internal abstract class LayerRule
{
    /// <summary>The Keras classes that it converts.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Adds what computes the layer and gives the result.</summary>
    /// <exception cref="UnconvertibleOperatorException">This form of the layer has no rule.</exception>
    public abstract Value Convert(Layer layer, LayerContext context);
}
