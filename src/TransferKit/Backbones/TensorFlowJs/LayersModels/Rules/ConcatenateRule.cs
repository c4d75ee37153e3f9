namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>Joining along the channels.</summary>
internal sealed class ConcatenateRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["Concatenate"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context)
    {
        var inputs = context.Inputs(layer);
        var axis = layer.Config["axis"]?.ToLong() ?? -1;
        return axis == -1 || axis == inputs[0].Shape.Length
            ? context.Graph.Concatenate(layer.Name, inputs)
            : throw layer.Unsupported($"it joins along axis {axis}; the channels have a rule.");
    }
}
