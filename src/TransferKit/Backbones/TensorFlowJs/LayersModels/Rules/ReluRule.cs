namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>The rectifier, unbounded or cut at 6.</summary>
internal sealed class ReluRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["ReLU"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context)
    {
        if (layer.Float("negative_slope", 0) != 0 || layer.Float("threshold", 0) != 0)
        {
            throw layer.Unsupported("it has a slope or a threshold.");
        }

        var most = layer.Float("max_value", float.PositiveInfinity);
        return context.Graph.Activate(layer.Name, context.Input(layer), most switch
        {
            6 => "relu6",
            float.PositiveInfinity => "relu",
            _ => throw layer.Unsupported($"it is cut at {most}; 6 and no cut have rules."),
        });
    }
}
