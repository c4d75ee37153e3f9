using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs.LayersModels;

/// <summary>Converts a TensorFlow.js layers-model: a Keras model with its weights.</summary>
internal static class LayersModelConverter
{
    /// <summary>Builds the part of the model that leads to the wanted outputs.</summary>
    public static ChannelsFirstGraph Convert(TensorFlowJsModel model, ConversionTarget target)
    {
        var layers = LayerGraph.Read(model.Topology, model.Name);
        var graph = new ChannelsFirstGraph(target.Name, target.StripPrefix);
        var outputs = target.Outputs.Select(output => layers.Keys.FirstOrDefault(name => graph.NameOf(name) == output) ?? output).ToArray();

        var order = TopologicalOrder.Of(layers, outputs, layer => layer.Inputs, model.Name);
        var input = Single(order, model.Name);
        var context = new LayerContext(graph, model.Weights, Foldable(order, outputs));
        context.Set(input.Name, graph.Input(ConversionTarget.InputName, target.Height, target.Width));
        foreach (var layer in order.Where(layer => layer != input))
        {
            context.Set(layer.Name, LayerRules.For(layer).Convert(layer, context));
        }

        foreach (var output in outputs)
        {
            graph.Output(output, context.Result(output));
        }

        return graph;
    }

    /// <summary>The batch normalisations that directly follow a linear convolution which nothing else reads.</summary>
    private static Dictionary<string, Layer> Foldable(List<Layer> order, string[] outputs)
    {
        var readers = order.SelectMany(layer => layer.Inputs, (layer, source) => (source, layer)).ToLookup(pair => pair.source, pair => pair.layer);
        return order
            .Where(layer => Layers.IsConvolution(layer) && layer.Activation == Activations.None && !outputs.Contains(layer.Name))
            .Select(layer => (layer.Name, Readers: readers[layer.Name].ToArray()))
            .Where(found => found.Readers is [{ Class: Layers.BatchNormalization }])
            .ToDictionary(found => found.Name, found => found.Readers[0]);
    }

    private static Layer Single(List<Layer> order, string file)
    {
        Layer[] found = [.. order.Where(layer => layer.Class == Layers.Input)];
        return found is [var input] && Shape(input) is [_, _, _, 3]
            ? input
            : throw new InvalidModelException(
                $"'{file}' needs one picture of three channels as its input; found {found.Length}: "
                + $"{string.Join("; ", found.Select(layer => $"'{layer.Name}' [{string.Join(", ", Shape(layer))}]"))}.", file);
    }

    /// <summary>The input's shape with the batch, -1 for what is unknown.</summary>
    private static long[] Shape(Layer input) => [.. (input.Config["batch_input_shape"]?.AsArray() ?? []).Select(size => size is null ? -1 : size.ToLong())];
}
