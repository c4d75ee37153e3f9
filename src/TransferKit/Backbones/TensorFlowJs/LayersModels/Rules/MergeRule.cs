namespace TransferKit.Backbones.TensorFlowJs.LayersModels.Rules;

/// <summary>Elementwise sum, product or maximum of several tensors.</summary>
internal sealed class MergeRule : LayerRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["Add", "Multiply", "Maximum"];

    /// <inheritdoc/>
    public override Value Convert(Layer layer, LayerContext context)
    {
        var inputs = context.Inputs(layer);
        var name = layer.Class switch { "Multiply" => "Mul", "Maximum" => "Max", _ => "Add" };
        var result = inputs[0];
        for (var i = 1; i < inputs.Count; i++)
        {
            var last = i == inputs.Count - 1;
            result = context.Graph.Combine(last ? layer.Name : $"{layer.Name}/part_{i}", name, [result, inputs[i]]);
        }

        return result;
    }
}
