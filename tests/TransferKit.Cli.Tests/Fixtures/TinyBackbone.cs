using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Cli.Tests.Fixtures;

/// <summary>A convolutional net of two stages with random weights, small enough to run in no time.</summary>
internal static class TinyBackbone
{
    private const int Size = 16;

    /// <summary>Writes it to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="activation">The operator behind the first convolution.</param>
    public static string Write(string path, string activation = "Relu")
    {
        var builder = new GraphBuilder("tiny");
        builder.Input("image", DataType.Float, null, 3, Size, Size);
        var value = Convolution(builder, "image", "one", 3, 8, activation);
        value = Convolution(builder, value, "two", 8, 12);
        value = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [value])]);
        builder.Node("MatMul", [value, builder.Constant(Noise("classifier", 12, 10))], output: "logits");
        builder.Output("logits", DataType.Float, null, 10);
        OnnxModel.From(builder.ToModel(13)).Save(path);
        return path;
    }

    private static string Convolution(GraphBuilder builder, string input, string name, int from, int to, string activation = "Relu") => builder.Node(activation,
    [
        builder.Node(
            "Conv",
            [input, builder.Constant(Noise(name + ".weight", to, from, 3, 3))],
            [("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 })]),
    ]);

    private static TensorProto Noise(string name, params long[] shape)
    {
        var stream = new RandomStream(1, name);
        return Tensors.FromFloats(name, [.. Enumerable.Range(0, (int)Tensors.Count(shape)).Select(_ => 0.2f * (float)stream.NextGaussian())], shape);
    }
}
