using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Backbones;

/// <summary>Small image classifiers of every shape that files come in.</summary>
internal static class TinyOnnx
{
    /// <summary>Convolution, rectifier, average, classifier of two classes, after what <paramref name="before"/> does to the input.</summary>
    public static ModelProto Classifier(
        IEnumerable<long?> shape, DataType type = DataType.Float, string padding = "VALID", Func<GraphBuilder, string, string>? before = null)
    {
        var builder = new GraphBuilder("tiny");
        var input = builder.Input("pixels", type, shape);
        var picture = before?.Invoke(builder, input) ?? input;
        var kernel = builder.Constant(Tensors.FromFloats("kernel", Ramp(4 * 3 * 9), 4, 3, 3, 3));
        var features = builder.Node("Relu", [builder.Node("Conv", [picture, kernel], [("strides", new long[] { 2, 2 }), ("auto_pad", padding)])]);
        var pooled = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [features])]);
        builder.Node("Gemm", [pooled, builder.Constant(Tensors.FromFloats("weights", Ramp(8), 4, 2))], output: "scores");
        builder.Output("scores", DataType.Float, null, 2);
        return builder.ToModel();
    }

    /// <summary>Channels last to channels first.</summary>
    public static string ToChannelsFirst(GraphBuilder builder, string input) =>
        builder.Node("Transpose", [input], [("perm", new long[] { 0, 3, 1, 2 })]);

    /// <summary>A reshape that only one picture at a time survives.</summary>
    public static string OnePictureOnly(GraphBuilder builder, string input) =>
        builder.Node("Reshape", [input, builder.Longs("one", 1, 3, -1, 32)]);

    public static ModelProto With(this ModelProto model, params IEnumerable<(string Key, string Value)> metadata)
    {
        model.MetadataProps.AddRange(metadata.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return model;
    }

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(i))];
}
