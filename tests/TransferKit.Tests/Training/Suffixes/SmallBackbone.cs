using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Training.Suffixes;

/// <summary>A net of four stages with random weights: a plain convolution, a residual block with batch norm, a separable convolution, a plain one.</summary>
internal static class SmallBackbone
{
    public const int Size = 16;

    /// <param name="folder">Where its file is written.</param>
    /// <param name="colourBlind">Whether its first stage sees brightness alone, until it is trained.</param>
    /// <param name="sizeOfChannel">What the weights of each channel of the last convolution are multiplied by, as folded batch norm does.</param>
    public static async Task<Backbone> LoadAsync(string folder, bool colourBlind = false, Func<int, float>? sizeOfChannel = null)
    {
        var path = Path.Combine(folder, "small.onnx");
        var model = colourBlind ? WithoutColours(Build()) : Build();
        var last = model.Graph.Initializer.First(tensor => tensor.Name == "four.weight");
        var values = Tensors.ToFloats(last);
        var channel = values.Length / (int)last.Dims[0];
        last.RawData = Tensors.FromFloats(
            last.Name, [.. values.Select((value, i) => value * (sizeOfChannel?.Invoke(i / channel) ?? 1))], [.. last.Dims]).RawData;
        OnnxModel.From(model).Save(path);
        return await Backbone.LoadAsync(path, new() { InputRange = InputRange.Parse("-1:1") });
    }

    private static ModelProto Build()
    {
        var graph = new GraphBuilder("small");
        graph.Input("image", DataType.Float, null, 3, Size, Size);
        var value = graph.Node("Relu", [Conv(graph, "image", "one", 2, 16, 3, 3)]);
        var block = graph.Node("Relu", [Norm(graph, Conv(graph, value, "two.a", 1, 16, 16, 3), "two.a", 16)]);
        block = Norm(graph, Conv(graph, block, "two.b", 1, 16, 16, 3), "two.b", 16);
        value = graph.Node("Relu", [graph.Node("Add", [block, value])]);
        value = graph.Node("Clip", [Conv(graph, value, "three.depthwise", 2, 16, 1, 3, groups: 16), graph.Scalar(0), graph.Scalar(6)]);
        value = graph.Node("Relu", [Conv(graph, value, "three.pointwise", 1, 24, 16, 1)]);
        value = graph.Node("Relu", [Conv(graph, value, "four", 1, 24, 24, 3)]);
        value = graph.Node("Flatten", [graph.Node("GlobalAveragePool", [value])]);
        graph.Node("MatMul", [value, graph.Constant(Noise("classifier", 0.2, 24, 10))], output: "logits");
        graph.Output("logits", DataType.Float, null, 10);
        return graph.ToModel(13);
    }

    /// <summary>Gives every filter of the first stage the same weights for red, green and blue.</summary>
    private static ModelProto WithoutColours(ModelProto model)
    {
        var weight = model.Graph.Initializer.Single(constant => constant.Name == "one.weight");
        var values = Tensors.ToFloats(weight);
        const int Plane = 9;
        for (var i = 0; i < values.Length; i++)
        {
            var (filter, place) = (i / (3 * Plane), i % Plane);
            values[i] = values[(filter * 3 * Plane) + place];
        }

        model.Graph.Initializer.Remove(weight);
        model.Graph.Initializer.Add(Tensors.FromFloats(weight.Name, values, [.. weight.Dims]));
        return model;
    }

    private static string Conv(GraphBuilder graph, string input, string name, long stride, long filters, long channels, long kernel, long groups = 1)
    {
        var weight = graph.Constant(Noise($"{name}.weight", Math.Sqrt(2.0 / (channels * kernel * kernel)), filters, channels, kernel, kernel));
        var bias = graph.Constant(Noise($"{name}.bias", 0.1, filters));
        var pad = kernel / 2;
        return graph.Node("Conv", [input, weight, bias], [("strides", new[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad }), ("group", groups)]);
    }

    private static string Norm(GraphBuilder graph, string input, string name, long channels)
    {
        var parts = new[] { "scale", "shift", "mean" }.Select(part => graph.Constant(Noise($"{name}.{part}", 0.3, channels))).ToArray();
        var variance = graph.Constant(Tensors.FromFloats($"{name}.variance", Enumerable.Repeat(0.8f, (int)channels).ToArray(), channels));
        return graph.Node("BatchNormalization", [input, .. parts, variance]);
    }

    private static TensorProto Noise(string name, double deviation, params long[] shape)
    {
        var stream = new RandomStream(1, name);
        return Tensors.FromFloats(name, [.. Enumerable.Range(0, (int)Tensors.Count(shape)).Select(_ => (float)(deviation * stream.NextGaussian()))], shape);
    }
}
