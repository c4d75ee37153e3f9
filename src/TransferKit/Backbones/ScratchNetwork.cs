using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Backbones;

/// <summary>
/// A small convolutional network without pretrained weights, in the manner of VGG (Simonyan and Zisserman 2015): four blocks of a 3x3
/// convolution, batch normalisation (Ioffe and Szegedy 2015) and ReLU, a pooling that halves the map between them, and a mean over the
/// last map. Weights are normal with variance 2 / inputs (He et al. 2015).
/// </summary>
internal static class ScratchNetwork
{
    private const int Kernel = 3;
    private const int Rgb = 3;
    private const string Image = "image";

    private static readonly int[] Widths = [24, 48, 96, 192];

    /// <summary>Builds the network for pictures from -1 to 1.</summary>
    public static OnnxModel Build(ScratchOptions options)
    {
        var graph = new GraphBuilder("scratch");
        var value = graph.Input(Image, DataType.Float, null, Rgb, options.InputSize, options.InputSize);
        var channels = Rgb;
        foreach (var (block, width) in Widths.Index())
        {
            value = block == 0 ? value : graph.Node("MaxPool", [value], [("kernel_shape", new[] { 2L, 2 }), ("strides", new[] { 2L, 2 })]);
            value = AddBlock(graph, value, $"block{block + 1}", channels, width, options.Seed);
            channels = width;
        }

        graph.Node("Flatten", [graph.Node("GlobalAveragePool", [value])], output: "features");
        graph.Output("features", DataType.Float, null, channels);
        return OnnxModel.From(graph.ToModel());
    }

    private static string AddBlock(GraphBuilder graph, string value, string name, int channels, int width, int seed)
    {
        var stream = new RandomStream(seed, "scratch", name);
        var deviation = Math.Sqrt(2.0 / (channels * Kernel * Kernel));
        var weights = new float[width * channels * Kernel * Kernel];
        foreach (ref var weight in weights.AsSpan())
        {
            weight = (float)(deviation * stream.NextGaussian());
        }

        // No bias: the shift of the normalisation behind it is one.
        value = graph.Node(
            "Conv", [value, graph.Constant(Tensors.FromFloats($"{name}.conv.weight", weights, width, channels, Kernel, Kernel))],
            [("kernel_shape", new[] { 3L, 3 }), ("pads", new[] { 1L, 1, 1, 1 })]);
        string Norm(string part, float start) =>
            graph.Constant(Tensors.FromFloats($"{name}.norm.{part}", Enumerable.Repeat(start, width).ToArray(), width));
        value = graph.Node("BatchNormalization", [value, Norm("scale", 1), Norm("shift", 0), Norm("mean", 0), Norm("variance", 1)]);
        return graph.Node("Relu", [value]);
    }
}
