using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs.LayersModels;

/// <summary>What a rule works with: the graph being built, the values so far, the weights, and which normalisations are folded.</summary>
/// <param name="graph">The graph being built.</param>
/// <param name="weights">The model's weights by name.</param>
/// <param name="folded">The batch normalisation that a convolution takes in, by the convolution's name.</param>
internal sealed class LayerContext(ChannelsFirstGraph graph, IReadOnlyDictionary<string, Weight> weights, IReadOnlyDictionary<string, Layer> folded)
{
    private readonly Dictionary<string, Value> _values = [];

    /// <summary>The graph being built.</summary>
    public ChannelsFirstGraph Graph => graph;

    /// <summary>Sets what a layer gives.</summary>
    public void Set(string layer, Value value) => _values[layer] = value;

    /// <summary>What a converted layer gave.</summary>
    public Value Result(string layer) => _values[layer];

    /// <summary>What a layer reads.</summary>
    public IReadOnlyList<Value> Inputs(Layer layer) => [.. layer.Inputs.Select(Result)];

    /// <summary>The one thing that a layer reads.</summary>
    public Value Input(Layer layer) =>
        layer.Inputs is [var only] ? Result(only) : throw layer.Unsupported($"it reads {layer.Inputs.Count} tensors; one has a rule.");

    /// <summary>A weight that a layer must have.</summary>
    /// <exception cref="InvalidModelException">It is missing.</exception>
    public Weight Weight(Layer layer, string name) =>
        weights.TryGetValue($"{layer.Name}/{name}", out var weight)
            ? weight
            : throw new InvalidModelException($"Layer '{layer.Name}' ({layer.Class}) needs the weight '{layer.Name}/{name}', which the model does not have.");

    /// <summary>The bias of a layer, or null where it has none.</summary>
    public float[]? Bias(Layer layer) => weights.GetValueOrDefault($"{layer.Name}/bias")?.ToFloats();

    /// <summary>The batch normalisation that a convolution takes in, or null.</summary>
    public Layer? FoldedInto(Layer convolution) => folded.GetValueOrDefault(convolution.Name);

    /// <summary>Whether a batch normalisation is part of the convolution before it.</summary>
    public bool IsFolded(Layer normalisation) => folded.GetValueOrDefault(normalisation.Inputs[0]) == normalisation;

    /// <summary>The constants of a batch normalisation; a scale or offset that the model leaves out is 1 or 0.</summary>
    public Normalisation Normalisation(Layer layer)
    {
        var mean = Weight(layer, "moving_mean").ToFloats();
        float[] Optional(string name, float otherwise) =>
            weights.GetValueOrDefault($"{layer.Name}/{name}")?.ToFloats() ?? [.. Enumerable.Repeat(otherwise, mean.Length)];
        return new(mean, Weight(layer, "moving_variance").ToFloats(), Optional("gamma", 1), Optional("beta", 0), layer.Float("epsilon", 1e-3f));
    }

    /// <summary>A convolution with the batch normalisation that follows it, if there is one.</summary>
    public Value Convolve(Layer layer, (float[] Values, long[] Shape) kernel, long groups)
    {
        var (name, bias) = (layer.Name, Bias(layer));
        if (FoldedInto(layer) is { } normalisation)
        {
            name = normalisation.Name;
            (kernel, bias) = Normalisation(normalisation).Fold(kernel, bias);
        }

        return graph.Convolve(name, Input(layer), kernel, bias, layer.Window(kernel.Shape[2], kernel.Shape[3]), groups, layer.Activation);
    }
}
